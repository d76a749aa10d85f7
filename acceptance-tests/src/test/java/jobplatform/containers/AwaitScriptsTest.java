package jobplatform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scripts that wait for the compose set, with a {@code docker} and a {@code curl} in front of the path that say what an
 * engine and a Prometheus would.
 */
@Tag("process")
class AwaitScriptsTest {

    private static final String HEALTHY = "await-healthy";
    private static final String TARGETS = "await-targets";

    @TempDir
    Path folder;

    @BeforeEach
    void setOfThreeParts() throws IOException {
        command("docker", """
                case "$*" in
                  'compose config --services') printf '%s\\n' kafka postgres contracts ;;
                  'compose ps --all '*) cat "$(dirname "$0")/parts" ;;
                  *) echo "unexpected: $*" >&2; exit 64 ;;
                esac
                """);
    }

    @Test
    void isWellWhenWhatStaysIsHealthyAndWhatEndsHasEnded() throws Exception {
        parts("kafka running healthy 0", "postgres running healthy 0", "contracts exited  0");

        assertThat(run(HEALTHY)).isEqualTo("0 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres running starting 0",
                "postgres running unhealthy 0",
                "postgres restarting  1",
                "postgres created  0",
                "postgres exited  137",
                // What stays has not ended as it should, however it ended.
                "postgres exited  0",
            })
    void namesThePartThatIsNotWell(String postgres) throws Exception {
        parts("kafka running healthy 0", postgres, "contracts exited  0");

        assertThat(run(HEALTHY)).isEqualTo("""
                1 Not well after 0 seconds (service, state, health, exit code):
                %s
                docker compose logs SERVICE says why.""".formatted(postgres));
    }

    @Test
    void namesThePartThatIsNotThere() throws Exception {
        parts("kafka running healthy 0", "contracts exited  0");

        assertThat(run(HEALTHY)).contains("\npostgres absent\n");
    }

    @Test
    void mindsNoPartThatTheProfileLeavesOut() throws Exception {
        parts(
                "kafka running healthy 0",
                "postgres running healthy 0",
                "contracts exited  0",
                "schema-registry created  0");

        assertThat(run(HEALTHY)).isEqualTo("0 ");
    }

    @Test
    void isNotWellWhenTheEngineDoesNotAnswer() throws Exception {
        // What the file says is known without an engine.
        command("docker", """
                case "$*" in *--services) echo kafka ;; *) echo 'Cannot connect to the Docker daemon' >&2; exit 1 ;; esac
                """);

        assertThat(run(HEALTHY)).isEqualTo("1 Cannot connect to the Docker daemon");
    }

    private static Stream<String> thatEnd() {
        ComposeFile compose = ComposeFile.read();
        return compose.services().keySet().stream()
                .filter(name -> "no".equals(compose.service(name).get("restart")));
    }

    @ParameterizedTest
    @MethodSource("thatEnd")
    void isWellWhenAPartThatIsThereToEndHasEnded(String name) throws Exception {
        command("docker", """
                case "$*" in *--services) echo %1$s ;; *) echo '%1$s exited  0' ;; esac
                """.formatted(name));

        assertThat(run(HEALTHY)).isEqualTo("0 ");
    }

    @Test
    void isDoneWhenPrometheusReachesEveryTarget() throws Exception {
        prometheusSays("""
                {"lastError":"","health":"up"},{"lastError":"","health":"up"}""");

        assertThat(run(TARGETS)).isEqualTo("0 ");
    }

    @Test
    void namesWhatPrometheusDoesNotReach() throws Exception {
        prometheusSays("""
                {"lastError":"","health":"up"},{"lastError":"no such host","health":"down"}""");

        assertThat(run(TARGETS)).isEqualTo("""
                1 Prometheus reaches 1 targets after 0 seconds, and not these:
                "lastError":"no such host"
                "health":"down\"""");
    }

    @Test
    void saysThatPrometheusDoesNotAnswer() throws Exception {
        command("curl", "echo 'curl: (7) Failed to connect' >&2; exit 7\n");

        assertThat(run(TARGETS)).startsWith("""
                1 curl: (7) Failed to connect
                Prometheus reaches 0 targets after 0 seconds""");
    }

    private void prometheusSays(String targets) throws IOException {
        command("curl", "cat <<'TARGETS'\n" + targets + "\nTARGETS\n");
    }

    private void parts(String... lines) throws IOException {
        Files.writeString(folder.resolve("parts"), String.join("\n", lines) + "\n");
    }

    private void command(String name, String script) throws IOException {
        Path command = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }

    /** Exit code and output of a script that looks once. */
    private String run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        ComposeFile.REPOSITORY
                                .resolve("compose")
                                .resolve(script)
                                .toString(),
                        "0")
                .redirectErrorStream(true);
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + printed.strip();
    }
}
