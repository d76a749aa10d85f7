package dev.avenant.messaging.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.MessagingProperties.OnMaxWait;
import dev.avenant.messaging.RetryLaterException;
import dev.avenant.messaging.RetryOverrides;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@Tag("fast")
class RetryTrackerTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final SettableClock clock = new SettableClock("2026-03-01T10:00:00Z");
    private final RetryTracker retries = tracker(Map.of(), List.of());

    static List<Duration> moreThanADay() {
        return List.of(Duration.ofDays(400), ChronoUnit.FOREVER.getDuration(), Duration.ofDays(365L * 300_000_000));
    }

    @ParameterizedTest
    @MethodSource("moreThanADay")
    void letsAPartitionWaitForADayAtMostHoweverMuchLaterItsRecordIsToBeTried(Duration asked) {
        Throwable later = new RetryLaterException("closed", new IOException("closed"), asked);

        assertThat(retries.pauseAfter(ORDERS, 7, new Failure(Failure.Remedy.WAIT, "HANDLER_WAITING", later)))
                .contains(Duration.ofDays(1));
        assertThat(retries.stopped()).isEmpty();
        assertThat(retries.waiting()).containsOnlyKeys(ORDERS);
    }

    /** From 200 ms to 10 s, as the settings are. */
    @Test
    void letsAPartitionWaitTwiceAsLongFromOneTryToTheNextUpToALongestTimeAndAnewForAnotherRecord() {
        List<Long> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 8; attempt++) {
            pauses.add(pause(retries, 7, Failure.Remedy.WAIT).orElseThrow().toMillis());
        }

        assertThat(pauses).containsExactly(200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L);
        assertThat(pause(retries, 8, Failure.Remedy.WAIT)).contains(Duration.ofMillis(200));
    }

    @Test
    void letsAPartitionWaitAsLongAsItTakesUnlessThereIsABound() {
        pause(retries, 7, Failure.Remedy.WAIT);
        clock.pass(Duration.ofDays(365));

        assertThat(pause(retries, 7, Failure.Remedy.WAIT)).isPresent();
        assertThat(retries.stopped()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OnMaxWait.class)
    void stopsOrDeadLettersWhatWaitedForLongerThanTheSettingsAllow(OnMaxWait end) {
        RetryTracker bounded = tracker(Map.of("retry.max-wait", "5m", "retry.on-max-wait", end.name()), List.of());

        assertEndAfterFiveMinutes(bounded, end);
    }

    @ParameterizedTest
    @EnumSource(OnMaxWait.class)
    void stopsOrDeadLettersAsTheSubscriptionSaysBeforeThat(OnMaxWait end) {
        OnMaxWait another = end == OnMaxWait.STOP ? OnMaxWait.DEAD_LETTER : OnMaxWait.STOP;
        RetryTracker bounded = tracker(
                Map.of("retry.max-wait", "1h", "retry.on-max-wait", another.name()),
                List.of(Subscription.to("orders")
                        .retry(RetryOverrides.NONE
                                .withMaxWait(Duration.ofMinutes(5))
                                .withOnMaxWait(end))));

        assertEndAfterFiveMinutes(bounded, end);
    }

    /** Whatever it waited for first. */
    private void assertEndAfterFiveMinutes(RetryTracker bounded, OnMaxWait end) {
        Failure another = new Failure(Failure.Remedy.WAIT, "REGISTRY_UNAVAILABLE", new IOException("closed"));
        assertThat(bounded.pauseAfter(ORDERS, 7, another)).isPresent();
        clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(pause(bounded, 7, Failure.Remedy.WAIT)).contains(Duration.ofMillis(400));
        clock.pass(Duration.ofMillis(1));

        Optional<Duration> last = pause(bounded, 7, Failure.Remedy.WAIT);

        if (end == OnMaxWait.DEAD_LETTER) {
            assertThat(last).isEmpty();
            assertThat(bounded.stopped()).isEmpty();
        } else {
            assertThat(last).contains(RetryTracker.FOR_EVER);
            assertThat(bounded.stopped()).containsOnlyKeys(ORDERS);
            assertThat(bounded.waiting()).isEmpty();
            bounded.forget(ORDERS);
            assertThat(bounded.stopped()).isEmpty();
        }
    }

    @Test
    void givesARecordSoManyTriesThatNobodyCanExplainAndTenTimesAsManyWithoutMemory() {
        assertThat(pause(retries, 7, Failure.Remedy.RETRY)).contains(Duration.ofMillis(200));
        assertThat(pause(retries, 7, Failure.Remedy.WAIT)).as("is none of them").contains(Duration.ofMillis(400));
        assertThat(pause(retries, 7, Failure.Remedy.RETRY)).contains(Duration.ofMillis(800));
        assertThat(pause(retries, 7, Failure.Remedy.RETRY)).isEmpty();

        for (int attempt = 1; attempt < 30; attempt++) {
            assertThat(pause(retries, 8, Failure.Remedy.RETRY_SLOWLY)).contains(Duration.ofSeconds(10));
        }
        assertThat(pause(retries, 8, Failure.Remedy.RETRY_SLOWLY)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"WAIT_FOR_SCHEMA", "WAIT_FOR_READER"})
    void waitsForAGraceTimeFromWhenTheRecordFailedFirstForThatReason(Failure.Remedy remedy) {
        RetryTracker graceful =
                tracker(Map.of("retry.unknown-schema-grace", "30s", "retry.unreadable-grace", "30s"), List.of());
        pause(graceful, 7, Failure.Remedy.WAIT);
        clock.pass(Duration.ofHours(1));

        assertThat(pause(graceful, 7, remedy)).isPresent();
        clock.pass(Duration.ofSeconds(29));
        assertThat(pause(graceful, 7, remedy)).isPresent();
        clock.pass(Duration.ofSeconds(1));
        assertThat(pause(graceful, 7, remedy)).isEmpty();
    }

    private static Optional<Duration> pause(RetryTracker tracker, long offset, Failure.Remedy remedy) {
        return tracker.pauseAfter(ORDERS, offset, new Failure(remedy, remedy.name(), new IOException("closed")));
    }

    private RetryTracker tracker(Map<String, String> settings, List<Subscription> subscriptions) {
        return new RetryTracker(
                RetryPolicies.of(settings(settings), subscriptions),
                clock,
                new FailureMetrics(new SimpleMeterRegistry()));
    }

    private static MessagingProperties settings(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>();
        settings.put("avenant.messaging.source", "/orders");
        settings.put("avenant.messaging.group-id", "group");
        others.forEach((name, value) -> settings.put("avenant.messaging." + name, value));
        return new Binder(new MapConfigurationPropertySource(settings))
                .bind("avenant.messaging", MessagingProperties.class)
                .get();
    }
}
