package dev.avenant.messaging.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.MessagingProperties.CircuitBreakerSettings;
import dev.avenant.messaging.internal.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a subscription that fails too often may still try. */
@Tag("fast")
class CircuitBreakersTest {

    private static final String TOPIC = "orders";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Failure REFUSED =
            new Failure(Failure.Remedy.DEAD_LETTER, "HANDLER_REFUSED", new IllegalStateException("no stock"));

    private final SettableClock clock = new SettableClock("2026-01-02T03:04:05Z");
    private final CircuitBreakers breakers = breakers(new CircuitBreakerSettings(0.5, 10, 4, PAUSE));

    @Test
    void triesNothingWhileItIsStoppedAndOneRecordAfterThePause() {
        fail(4);

        assertThat(breakers.admit(TOPIC)).hasValueSatisfying(failure -> {
            assertThat(failure.remedy()).isEqualTo(Failure.Remedy.WAIT);
            assertThat(failure.cause())
                    .hasMessageStartingWith("4 of the last 4 records failed, so nothing is read since "
                            + clock.instant() + "; one record is tried after "
                            + clock.instant().plus(PAUSE));
        });

        clock.pass(PAUSE.plusSeconds(1));
        assertThat(breakers.admit(TOPIC)).isEmpty();
        assertThat(breakers.admit(TOPIC)).isPresent();

        breakers.passed(TOPIC);
        assertThat(breakers.admit(TOPIC)).isEmpty();
        assertThat(breakers.open()).isEmpty();
    }

    @Test
    void triesTheNextRecordWhenTheOneThatItTriedSaysNothingYet() {
        fail(4);
        clock.pass(PAUSE.plusSeconds(1));
        assertThat(breakers.admit(TOPIC)).isEmpty();

        breakers.undecided(TOPIC);

        assertThat(breakers.admit(TOPIC)).isEmpty();
    }

    @Test
    void countsARecordOnceHoweverOftenItIsTried() {
        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(breakers.failed(TOPIC, PARTITION, 7, REFUSED)).isEmpty();
        }

        assertThat(breakers.isClosed(TOPIC)).isTrue();
        fail(3);
        assertThat(breakers.isClosed(TOPIC)).isFalse();
    }

    @Test
    void stopsWhenItsWindowIsFullThoughTheLeastNumberIsLarger() {
        CircuitBreakers small = breakers(new CircuitBreakerSettings(0.5, 3, 100, PAUSE));

        for (long offset = 0; offset < 3; offset++) {
            var unused = small.failed(TOPIC, PARTITION, offset, REFUSED);
        }

        assertThat(small.isClosed(TOPIC)).isFalse();
    }

    @Test
    void goesOnWhenItIsTold() {
        fail(4);

        assertThat(breakers.close(TOPIC)).isTrue();

        assertThat(breakers.admit(TOPIC)).isEmpty();
        assertThat(breakers.close(TOPIC)).isFalse();
        assertThat(breakers.close("elsewhere")).isFalse();
    }

    private void fail(int records) {
        for (long offset = 100; offset < 100 + records; offset++) {
            var unused = breakers.failed(TOPIC, PARTITION, offset, REFUSED);
        }
    }

    private CircuitBreakers breakers(CircuitBreakerSettings settings) {
        return new CircuitBreakers(settings, List.of(TOPIC), clock, new FailureMetrics(new SimpleMeterRegistry()));
    }
}
