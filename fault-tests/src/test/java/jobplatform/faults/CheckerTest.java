package jobplatform.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each anomaly, made by hand; a checker that finds nothing would let everything pass. */
@Tag("fast")
class CheckerTest {

    private static final UUID USER = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    @Test
    void findsNothingWhereEachWriteWasPublishedAndTookEffectInOrder() {
        assertThat(check(
                                Set.of(v(1), v(2)),
                                Map.of(USER, 2L, OTHER, 1L),
                                events(v(1), other(1), v(2)),
                                v(1),
                                v(2),
                                other(1))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void letsAWholeRunOfEventsBeSentAgain() {
        assertThat(check(Set.of(v(1), v(2)), Map.of(USER, 3L), events(v(1), v(2), v(1), v(2), v(3)), v(1), v(2), v(3))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void findsAnAcknowledgedWriteThatIsNotStored() {
        Anomalies found = check(Set.of(v(1), v(2)), Map.of(USER, 1L), events(v(1)), v(1));

        assertThat(found.lostWrite()).containsExactly(v(2));
    }

    @Test
    void findsAStoredWriteThatIsNotPublished() {
        Anomalies found = check(Set.of(), Map.of(USER, 3L), events(v(1), v(3)), v(1), v(3));

        assertThat(found.lostWrite()).containsExactly(v(2));
        assertThat(found.row()).isEqualTo("| 1 | 0 | 0 | 0 | 0 | 0 |");
    }

    @Test
    void findsAnEventOfAWriteThatIsNotStored() {
        Anomalies found = check(Set.of(), Map.of(USER, 1L), events(v(1), v(2)), v(1), v(2));

        assertThat(found.precommittedRead()).containsExactly(v(2));
    }

    @Test
    void findsAnEventThatComesAfterALaterOne() {
        Anomalies found = check(Set.of(), Map.of(USER, 3L), events(v(1), v(3), v(2)), v(1), v(2), v(3));

        assertThat(found.orderInversion()).contains(v(2));
    }

    @Test
    void findsAKeyThatEndsOnAnOldEvent() {
        Anomalies found = check(Set.of(), Map.of(USER, 3L), events(v(1), v(2), v(3), v(1), v(2)), v(1), v(2), v(3));

        assertThat(found.orderInversion()).containsExactly(v(2));
    }

    @Test
    void findsAnEventWithoutEffect() {
        Anomalies found = check(Set.of(), Map.of(USER, 2L), events(v(1), v(2)), v(1));

        assertThat(found.unseen()).containsExactly(v(2));
    }

    @Test
    void findsAnEffectThatCameTwice() {
        Anomalies found = check(Set.of(), Map.of(USER, 2L), events(v(1), v(2)), v(1), v(1), v(2));

        assertThat(found.duplicateEffect()).containsExactly(v(1));
    }

    @Test
    void findsAnEffectAfterThatOfALaterEvent() {
        Anomalies found = check(Set.of(), Map.of(USER, 2L), events(v(1), v(2)), v(2), v(1));

        assertThat(found.nonmonotonicPoll()).containsExactly(v(1));
    }

    private static Anomalies check(
            Set<Version> acknowledged, Map<UUID, Long> stored, List<PublishedEvent> published, Version... effects) {
        return Checker.check(new Observation(acknowledged, stored, published, List.of(effects)));
    }

    private static List<PublishedEvent> events(Version... versions) {
        List<PublishedEvent> events = new ArrayList<>();
        for (Version version : versions) {
            events.add(new PublishedEvent(version, "id of " + version));
        }
        return events;
    }

    private static Version v(long number) {
        return new Version(USER, number);
    }

    private static Version other(long number) {
        return new Version(OTHER, number);
    }
}
