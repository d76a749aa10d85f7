package dev.avenant.messaging.internal.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.MessagingProperties.OnMaxWait;
import dev.avenant.messaging.MessagingProperties.RetrySettings;
import dev.avenant.messaging.internal.SettableClock;
import dev.avenant.messaging.internal.failure.Failure;
import dev.avenant.messaging.internal.failure.LimitedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ConsumerFailuresTest {

    private final SettableClock clock = new SettableClock("2026-01-01T00:00:00Z");
    private final ConsumerFailures failures = new ConsumerFailures(
            new RetrySettings(
                    3,
                    Duration.ofMillis(200),
                    Duration.ofHours(1),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    null,
                    OnMaxWait.STOP),
            clock);

    @Test
    void letAListenerRestForLongerFromOneToTheNextAndNeverForLongerThanItsGroupWaits() {
        List<Long> rests = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            rests.add(failures.failed("avenant.orders", new KafkaException("the metadata is odd"))
                    .toMillis());
        }

        assertThat(rests).containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L, 10_000L);
    }

    @Test
    void areShownFromTheThirdInARowUntilTheListenerHasWorkedForAWhile() {
        for (int i = 0; i < 2; i++) {
            var unused = failures.failed("avenant.orders", new KafkaException("the metadata is odd"));
        }
        assertThat(failures.current()).isEmpty();

        var unused = failures.failed("avenant.orders", new KafkaException("the metadata is odd"));

        assertThat(failures.current())
                .containsEntry(
                        "avenant.orders",
                        "3 times since 2026-01-01T00:00:00Z: org.apache.kafka.common.KafkaException:"
                                + " the metadata is odd");
        clock.pass(Duration.ofSeconds(21));
        assertThat(failures.current()).isEmpty();
        assertThat(failures.failed("avenant.orders", new KafkaException("the metadata is odd")))
                .hasMillis(200);
    }

    @Test
    void areLoggedWhenTheyChangeAndThenOnceAMinute() {
        LimitedLog log = new LimitedLog(clock);

        assertThat(log.allows("orders-0", "one")).isTrue();
        assertThat(log.allows("orders-0", "one")).isFalse();
        assertThat(log.allows("orders-1", "one")).isTrue();
        assertThat(log.allows("orders-0", "two")).isTrue();
        clock.pass(Duration.ofSeconds(60));
        assertThat(log.allows("orders-0", "two")).isTrue();
    }

    @Test
    void ofAClassThatDoesNotLoadAreNoFaultOfTheRecord() {
        KafkaException thrown = new KafkaException(new NoClassDefFoundError("com/github/luben/zstd/Zstd"));

        Failure failure = new UnreadableRecord(new TopicPartition("orders", 0), 7, thrown).failure(true);

        assertThat(failure.remedy()).isEqualTo(Failure.Remedy.WAIT);
        assertThat(failure.message())
                .isEqualTo(
                        "No consumer can read the record at orders-0, offset 7, so its key and its bytes are not here:"
                                + " java.lang.NoClassDefFoundError: com/github/luben/zstd/Zstd");
    }
}
