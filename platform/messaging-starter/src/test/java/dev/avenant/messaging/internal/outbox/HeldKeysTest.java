package dev.avenant.messaging.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class HeldKeysTest {

    private static final OutboxRow REFUSED = row(7, "a");

    private final SetClock clock = new SetClock();
    private final HeldKeys held = new HeldKeys(clock);

    @Test
    void leavesTheKeyOfARefusedEventAloneAndNoOther() {
        boolean isNew = held.hold(REFUSED, "too large");

        assertThat(isNew).isTrue();
        assertThat(held.now()).containsExactly(REFUSED.key());
        assertThat(held.refused()).hasToString("{7=since 2026-01-01T12:00:00Z: too large}");
    }

    @Test
    void letsTheKeyBeTriedAgainAfterOneSecondThenTwiceAsLongAndAfterAMinuteAtLast() {
        List<Long> seconds = new ArrayList<>();
        for (int attempt = 0; attempt < 9; attempt++) {
            held.hold(REFUSED, "too large");
            Instant begin = clock.now;
            while (!held.now().isEmpty()) {
                clock.now = clock.now.plusSeconds(1);
            }
            seconds.add(Duration.between(begin, clock.now).toSeconds());
        }

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        assertThat(held.refused()).hasToString("{7=since 2026-01-01T12:00:00Z: too large}");
    }

    @Test
    void forgetsTheKeyOnceItsEventPassed() {
        held.hold(REFUSED, "too large");

        held.passed(List.of(row(9, "b"), REFUSED));

        assertThat(held.isEmpty()).isTrue();
        assertThat(held.hold(REFUSED, "too large")).isTrue();
    }

    private static OutboxRow row(long id, String key) {
        return new OutboxRow(id, new ProducerRecord<>("orders", key.getBytes(UTF_8), new byte[0]));
    }

    private static final class SetClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
