package dev.avenant.messaging.internal.listener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of records, for each topic, and shows which partitions wait. */
final class ListenerMetrics {

    private final MeterRegistry meters;
    private final Counter forgotten;
    private final SkippedTypes skippedTypes = new SkippedTypes();
    private final Map<TopicPartition, Meter> waiting = new ConcurrentHashMap<>();

    ListenerMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.forgotten = Counter.builder("avenant.inbox.forgotten")
                .description("Messages that the inbox has forgotten after inbox.retention")
                .register(meters);
    }

    void handled(String topic, boolean isNew) {
        handled(topic, isNew ? 1 : 0, isNew ? 0 : 1);
    }

    /** Counts the events of a batch, of which some were known already. */
    void handled(String topic, int unknown, int known) {
        handled(topic, "new", unknown);
        handled(topic, "duplicate", known);
    }

    private void handled(String topic, String result, int events) {
        if (events > 0) {
            counter("avenant.events.handled", "Events handled, or known already", topic, "result", result)
                    .increment(events);
        }
    }

    /** Counts a record without an event for this service, by its type, which is null when it has no value. */
    void skipped(String topic, @Nullable String type) {
        String name = skippedTypes.nameOf(topic, type);
        counter("avenant.events.skipped", "Records without an event for this service", topic, "type", name)
                .increment();
    }

    /** Counts a record that is to be tried again, by what it fails for. */
    void retried(String topic, Failure failure) {
        count("avenant.events.retried", "Tries of records that failed and are to be made again", topic, failure);
    }

    void deadLettered(String topic, Failure failure) {
        count("avenant.dead.letters", "Records sent to the dead-letter topic", topic, failure);
    }

    /** Counts rows of the inbox that were forgotten because of their age. */
    void forgotten(int rows) {
        forgotten.increment(rows);
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

    private Counter counter(String name, String description, String topic, String tag, String value) {
        return Counter.builder(name)
                .description(description)
                .tag("topic", topic)
                .tag(tag, value)
                .register(meters);
    }
}
