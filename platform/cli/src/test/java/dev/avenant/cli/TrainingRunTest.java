package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the script runs so that the JVM archives what is loaded. */
@Tag("process")
class TrainingRunTest {

    @Test
    void saysNothing() {
        Shell.Result result = Shell.runWith("", List.of("training-run"));

        assertThat(result).isEqualTo(new Shell.Result(0, "", ""));
    }

    @Test
    void isNotInTheHelp() {
        assertThat(Shell.runWith("", List.of("--help")).out()).doesNotContain("training-run");
    }
}
