package dev.avenant.messaging.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.internal.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class HeldKeysTest {

    private static final OutboxRow REFUSED = row(7, "a");

    private final SettableClock clock = new SettableClock("2026-01-01T12:00:00Z");
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
            Instant begin = clock.instant();
            while (!held.now().isEmpty()) {
                clock.pass(Duration.ofSeconds(1));
            }
            seconds.add(Duration.between(begin, clock.instant()).toSeconds());
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

    @Test
    void areFullWhenSoManyAreHeldThatItMustBeTheTopic() {
        for (int key = 0; key < 999; key++) {
            held.hold(row(key, "key-" + key), "too large");
        }
        assertThat(held.isFull()).isFalse();

        held.hold(row(999, "key-999"), "too large");

        assertThat(held.isFull()).isTrue();
    }

    private static OutboxRow row(long id, String key) {
        return new OutboxRow(id, new ProducerRecord<>("orders", key.getBytes(UTF_8), new byte[0]));
    }
}
