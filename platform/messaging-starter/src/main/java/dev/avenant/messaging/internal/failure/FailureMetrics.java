package dev.avenant.messaging.internal.failure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Counts the records that failed, for each topic, and shows which partitions wait and which subscriptions have stopped. */
public final class FailureMetrics {

    private final MeterRegistry meters;
    private final Map<TopicPartition, Meter> waiting = new ConcurrentHashMap<>();

    public FailureMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts a record that is to be tried again, by what it fails for. */
    void retried(String topic, Failure failure) {
        count("avenant.events.retried", "Tries of records that failed and are to be made again", topic, failure);
    }

    void deadLettered(String topic, Failure failure) {
        count("avenant.dead.letters", "Records sent to the dead-letter topic", topic, failure);
    }

    /** Shows whether the subscription to a topic has stopped because too many of its records failed: 1, otherwise 0. */
    void circuit(String topic, Supplier<Number> isOpen) {
        Gauge.builder("avenant.circuit.breaker.open", isOpen)
                .description("Whether a subscription has stopped because too many of its records failed")
                .tag("topic", topic)
                .strongReference(true)
                .register(meters);
    }

    /** Shows how many seconds a partition has waited; each further call for it changes nothing. */
    void waits(TopicPartition partition, Supplier<Number> seconds) {
        waiting.computeIfAbsent(
                partition,
                added -> Gauge.builder("avenant.partition.waiting.age", seconds)
                        .description("For how long a partition has waited with a record that fails")
                        .baseUnit("seconds")
                        .tag("topic", added.topic())
                        .tag("partition", String.valueOf(added.partition()))
                        .strongReference(true)
                        .register(meters));
    }

    void waitsNoMore(TopicPartition partition) {
        Meter shown = waiting.remove(partition);
        if (shown != null) {
            meters.remove(shown);
        }
    }

    private void count(String name, String description, String topic, Failure failure) {
        String exception = failure.cause().getClass().getSimpleName();
        Counter.builder(name)
                .description(description)
                .tag("topic", topic)
                .tag("category", failure.category())
                .tag("exception", exception.isEmpty() ? "anonymous" : exception)
                .register(meters)
                .increment();
    }
}
