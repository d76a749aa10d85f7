package dev.avenant.messaging.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.RetryLaterException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@Tag("fast")
class RetryTrackerTest {

    private final RetryTracker retries = new RetryTracker(
            RetryPolicies.of(settings(), List.of()), Clock.systemUTC(), new FailureMetrics(new SimpleMeterRegistry()));

    static List<Duration> moreThanADay() {
        return List.of(Duration.ofDays(400), ChronoUnit.FOREVER.getDuration(), Duration.ofDays(365L * 300_000_000));
    }

    @ParameterizedTest
    @MethodSource("moreThanADay")
    void letsAPartitionWaitForADayAtMostHoweverMuchLaterItsRecordIsToBeTried(Duration asked) {
        TopicPartition partition = new TopicPartition("orders", 0);
        Throwable later = new RetryLaterException("closed", new IOException("closed"), asked);

        assertThat(retries.pauseAfter(partition, 7, new Failure(Failure.Remedy.WAIT, "HANDLER_WAITING", later)))
                .contains(Duration.ofDays(1));
        assertThat(retries.stopped()).isEmpty();
        assertThat(retries.waiting()).containsOnlyKeys(partition);
    }

    private static MessagingProperties settings() {
        return new Binder(new MapConfigurationPropertySource(Map.of(
                        "avenant.messaging.source", "/orders",
                        "avenant.messaging.group-id", "group")))
                .bind("avenant.messaging", MessagingProperties.class)
                .get();
    }
}
