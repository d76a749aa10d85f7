package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checker finds each anomaly, and none where there is none. */
@Tag("fast")
class RegistrationAnomaliesTest {

    private static final Registration A = new Registration("a", 1, 7, 1);
    private static final Registration B = new Registration("b", 1, 8, 2);

    private static RegistrationAnomalies anomalies(
            List<Registration> acknowledged, List<List<Registration>> served, List<Registration> logged) {
        return RegistrationAnomalies.of(
                new RegistrationAnomalies.Observation(acknowledged, List.of(), served, logged, Map.of(), Map.of()));
    }

    @Test
    void findsNoneInWhatWasServedAsItWasAcknowledged() {
        // What nobody acknowledged may be there.
        assertThat(anomalies(List.of(A), List.of(List.of(A, B), List.of(A, B)), List.of(A, B)))
                .isEqualTo(RegistrationAnomalies.NONE);
    }

    @Test
    void findsALostWrite() {
        assertThat(anomalies(List.of(A, B), List.of(List.of(A, B), List.of(B)), List.of(A, B))
                        .lostWrite())
                .containsExactly("a version 1 schema 7 id 1 is not served by registry 1");
    }

    @Test
    void findsAnIdOrAVersionOfTwoSchemas() {
        assertThat(anomalies(List.of(A), List.of(List.of(A)), List.of(new Registration("c", 1, 8, 1)))
                        .inconsistentOffset())
                .containsExactly("id 1 is for 7 and for 8");
        assertThat(anomalies(List.of(A, new Registration("a", 1, 8, 2)), List.of(), List.of())
                        .inconsistentOffset())
                .containsExactly("a version 1 is for 7 and for 8");
    }

    @Test
    void findsASchemaOfTwoIds() {
        assertThat(anomalies(List.of(A, new Registration("c", 1, 7, 3)), List.of(), List.of())
                        .duplicate())
                .containsExactly("schema 7 is for 1 and for 3");
    }

    @Test
    void findsWhatWasUnseenAndWhatWasNeverCommitted() {
        RegistrationAnomalies found = RegistrationAnomalies.of(new RegistrationAnomalies.Observation(
                List.of(A), List.of(A), List.of(List.of(A)), List.of(A), Map.of("k", "v", "l", "w"), Map.of("l", "w")));

        assertThat(found.unseen()).containsExactly("a version 1 schema 7 id 1");
        assertThat(found.precommittedRead()).containsExactly("k is v and committed as null");
        assertThat(found.row()).isEqualTo("| 0 | 0 | 0 | 1 | 1 |");
    }

    @Test
    void knowsTheTestsSchemas() {
        assertThat(Registration.numberOf(Registration.text(12))).isEqualTo(12);
        assertThat(Registration.numberOf("\"int\"")).isEqualTo(-1);
        assertThat(Registration.numberOf("{\"name\":\"R12\"}")).isEqualTo(-1);
    }
}
