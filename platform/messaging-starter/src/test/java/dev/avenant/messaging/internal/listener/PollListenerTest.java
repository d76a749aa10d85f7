package dev.avenant.messaging.internal.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.internal.failure.Failure;
import dev.avenant.messaging.internal.failure.FailureMetrics;
import dev.avenant.messaging.internal.failure.PartitionPausedException;
import dev.avenant.messaging.internal.failure.RetryPolicies;
import dev.avenant.messaging.internal.failure.RetryTracker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@Tag("fast")
class PollListenerTest {

    private static final Failure AWAY = new Failure(Failure.Remedy.WAIT, "HANDLER_WAITING", new Exception("away"));
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final RetryTracker retries = new RetryTracker(
            RetryPolicies.of(settings(), List.of()), Clock.systemUTC(), new FailureMetrics(new SimpleMeterRegistry()));
    private final List<String> together = new ArrayList<>();
    private final List<String> alone = new ArrayList<>();
    private final Set<String> waiting = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private boolean isStopping;

    private final PollListener listener = new PollListener(
            "orders",
            this::handleTogether,
            this::handleAlone,
            retries,
            unjudged -> Duration.ofSeconds(1),
            () -> isStopping);

    @Test
    void handlesOneByOneWhatIsLeftAndHaltsEachPartitionAtTheFirstThatWaits() {
        left.addAll(Set.of("orders-0@1", "orders-0@2", "orders-1@5", "orders-1@6"));
        waiting.add("orders-0@1");

        Throwable thrown = catchThrowable(() -> listener.onMessage(List.of(
                record("orders", 0, 0),
                record("orders", 0, 1),
                record("orders", 0, 2),
                record("orders", 1, 5),
                record("orders", 1, 6))));

        assertThat(together).containsExactly("orders-0@0");
        assertThat(alone).containsExactly("orders-0@1", "orders-1@5", "orders-1@6");
        assertThat(PollUnfinishedException.haltsOf(new IllegalStateException(thrown)))
                .contains(Map.of(new TopicPartition("orders", 0), new PollUnfinishedException.Halt(1, PAUSE)));
    }

    @Test
    void triesAloneWhatFailedTheLastTimeAndTheRestTogetherWhenItPassed() {
        var unused = retries.pauseAfter(new TopicPartition("orders", 0), 0, AWAY);

        listener.onMessage(List.of(record("orders", 0, 0), record("orders", 0, 1)));

        assertThat(alone).containsExactly("orders-0@0");
        assertThat(together).containsExactly("orders-0@1");
    }

    @Test
    void triesNothingBehindWhatFailsAgain() {
        var unused = retries.pauseAfter(new TopicPartition("orders", 0), 0, AWAY);
        waiting.add("orders-0@0");

        Throwable thrown =
                catchThrowable(() -> listener.onMessage(List.of(record("orders", 0, 0), record("orders", 0, 1))));

        assertThat(alone).containsExactly("orders-0@0");
        assertThat(together).isEmpty();
        assertThat(PollUnfinishedException.haltsOf(thrown))
                .contains(Map.of(new TopicPartition("orders", 0), new PollUnfinishedException.Halt(0, PAUSE)));
    }

    @Test
    void handlesReplaysOneByOne() {
        listener.onMessage(List.of(record("orders.group.replay", 0, 0), record("orders.group.replay", 0, 1)));

        assertThat(alone).containsExactly("orders.group.replay-0@0", "orders.group.replay-0@1");
        assertThat(together).isEmpty();
    }

    @Test
    void beginsNothingMoreWhenItStopsAndComesBackToIt() {
        isStopping = true;

        Throwable thrown =
                catchThrowable(() -> listener.onMessage(List.of(record("orders", 0, 0), record("orders", 0, 1))));

        assertThat(alone).isEmpty();
        assertThat(together).isEmpty();
        assertThat(PollUnfinishedException.haltsOf(thrown))
                .contains(Map.of(new TopicPartition("orders", 0), new PollUnfinishedException.Halt(0, null)));
    }

    private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> handleTogether(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> notHandled = new LinkedHashMap<>();
        records.forEach((partition, ofPartition) -> {
            ofPartition.stream()
                    .map(PollListenerTest::name)
                    .filter(name -> !left.contains(name))
                    .forEach(together::add);
            notHandled.put(
                    partition,
                    ofPartition.stream()
                            .filter(record -> left.contains(name(record)))
                            .toList());
        });
        return notHandled;
    }

    private void handleAlone(ConsumerRecord<byte[], byte[]> record) {
        alone.add(name(record));
        if (waiting.contains(name(record))) {
            throw new PartitionPausedException(AWAY, PAUSE);
        }
        retries.forget(new TopicPartition(record.topic(), record.partition()));
    }

    private static String name(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, int partition, long offset) {
        return new ConsumerRecord<>(topic, partition, offset, null, null);
    }

    private static MessagingProperties settings() {
        return new Binder(new MapConfigurationPropertySource(Map.of(
                        "avenant.messaging.source", "/orders",
                        "avenant.messaging.group-id", "group")))
                .bind("avenant.messaging", MessagingProperties.class)
                .get();
    }
}
