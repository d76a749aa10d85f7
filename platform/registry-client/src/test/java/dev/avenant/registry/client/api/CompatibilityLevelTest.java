package dev.avenant.registry.client.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("fast")
class CompatibilityLevelTest {
    @ParameterizedTest
    @CsvSource({
        "NONE,''",
        "BACKWARD,v3",
        "FORWARD,v3",
        "FULL,v3",
        "BACKWARD_TRANSITIVE,v3 v2 v1",
        "FORWARD_TRANSITIVE,v3 v2 v1",
        "FULL_TRANSITIVE,v3 v2 v1"
    })
    void asksForTheLatestVersionOrForAllWithTheLatestFirst(CompatibilityLevel level, String asked) {
        assertThat(String.join(" ", level.versionsToCheck(List.of("v1", "v2", "v3"))))
                .isEqualTo(asked);
    }

    @ParameterizedTest
    @EnumSource
    void asksForNothingWhereNothingWasReleased(CompatibilityLevel level) {
        assertThat(level.versionsToCheck(List.of())).isEmpty();
    }
}
