package dev.avenant.console.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class LagHistoryTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final LagHistory history = new LagHistory();

    private static boolean any(String topic) {
        return true;
    }

    private void look(int second, long orders, long users) {
        history.add(START.plusSeconds(second), Map.of("billing", Map.of("orders", orders, "users", users)));
    }

    private LagTrend trend(int second, long lag) {
        return history.trend("billing", LagHistoryTest::any, START.plusSeconds(second), lag);
    }

    @Test
    void saysWhenAGroupWillHaveCaughtUpIfItGoesOnLikeThis() {
        look(0, 1000, 0);

        assertThat(trend(10, 600)).isEqualTo(new LagTrend(LagTrend.Kind.CATCHING_UP, -40, 15));
        assertThat(trend(10, 999)).isEqualTo(new LagTrend(LagTrend.Kind.CATCHING_UP, -0.1, 9990));
    }

    @Test
    void saysThatAGroupFallsBehindStaysOrHasCaughtUp() {
        look(0, 100, 50);

        assertThat(trend(20, 180)).isEqualTo(new LagTrend(LagTrend.Kind.FALLING_BEHIND, 1.5, 0));
        assertThat(trend(20, 150)).isEqualTo(new LagTrend(LagTrend.Kind.STEADY, 0, 0));
        assertThat(trend(20, 0)).isEqualTo(new LagTrend(LagTrend.Kind.CAUGHT_UP, 0, 0));
    }

    @Test
    void knowsNothingOfTheFirstLookAndNothingOfOneThatIsLongAgo() {
        LagTrend unknown = new LagTrend(LagTrend.Kind.UNKNOWN, 0, 0);

        assertThat(trend(0, 5)).isEqualTo(unknown);
        look(0, 5, 0);
        assertThat(trend(1, 4)).isEqualTo(unknown);
        assertThat(trend(121, 4)).isEqualTo(unknown);
        look(130, 5, 0);
        assertThat(history.trend("that is new", LagHistoryTest::any, START.plusSeconds(140), 4))
                .isEqualTo(unknown);
    }

    @Test
    void countsTheTopicsThatAreAskedForAlone() {
        look(0, 100, 50);

        assertThat(history.trend("billing", "users"::equals, START.plusSeconds(10), 40))
                .isEqualTo(new LagTrend(LagTrend.Kind.CATCHING_UP, -1, 40));
        assertThat(history.line("billing", "users"::equals, 40)).containsExactly(50L, 40L);
    }

    @Test
    void keepsALookOfEachTenSecondsForTenMinutes() {
        for (int second = 0; second <= 3600; second++) {
            look(second, second, 0);
        }

        List<Long> line = history.line("billing", LagHistoryTest::any, 7);

        assertThat(line).hasSize(62).startsWith(3000L, 3010L).endsWith(3600L, 7L);
        assertThat(history.line("of nobody", LagHistoryTest::any, 7)).containsExactly(7L);
    }
}
