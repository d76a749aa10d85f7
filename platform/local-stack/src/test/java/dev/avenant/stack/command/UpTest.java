package dev.avenant.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.stack.config.StackDefinition;
import dev.avenant.stack.config.StackPorts;
import dev.avenant.stack.config.TestStacks;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} as a process of its own, ended in the ways in which a terminal ends it. */
@Tag("process")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
class UpTest {

    private static final Pattern ROW = Pattern.compile("postgres +ready +\\S+ +(\\d+) .*");

    @TempDir
    private Path home;

    private final StackPorts ports = StackPorts.free(StackDefinition.of(TestStacks.SHOP));

    @Test
    void stopsEverythingOnCtrlC() throws Exception {
        Process up = up();
        List<String> said = readUntilReady(up);
        ProcessHandle postgres = ProcessHandle.of(pidOfPostgres(said)).orElseThrow();

        signal("INT", up);

        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(postgres.isAlive()).isFalse();
        assertThat(home.resolve("data").resolve("postgres").resolve("PG_VERSION"))
                .exists();
    }

    @Test
    void namesWhatACrashLeftBehindAndStopsItOnDown() throws Exception {
        // Given a stack that was killed, so that its PostgreSQL still runs
        Process crashed = up();
        long pid = pidOfPostgres(readUntilReady(crashed));
        ProcessHandle postgres = ProcessHandle.of(pid).orElseThrow();
        crashed.destroyForcibly().waitFor();
        assertThat(postgres.isAlive()).isTrue();

        // When a new one is started, then it refuses and names it
        Process refused = up();
        assertThat(linesOf(refused))
                .containsExactly("An earlier stack in this folder ended without stopping postgres (pid " + pid
                        + "). Run ./avenant down to stop what is left, then ./avenant up again.");
        assertThat(refused.waitFor()).isEqualTo(3);

        // And down stops it
        Process down = avenant("down");
        assertThat(linesOf(down)).containsExactly("postgres (pid " + pid + "), left by an earlier stack, stopped");
        assertThat(down.waitFor()).isZero();
        assertThat(postgres.isAlive()).isFalse();
    }

    @Test
    void answersForAStackThatIsSuspended() throws Exception {
        // Given a stack whose terminal suspended it
        Process up = up();
        readUntilReady(up);
        signal("STOP", up);
        try {
            // When others ask it for something
            for (List<String> command : List.of(List.of("stack", "status"), List.of("down"))) {
                Process asked = avenant(command.toArray(String[]::new));

                // Then they say so rather than wait, and do not take what runs for left behind
                assertThat(linesOf(asked))
                        .as("%s", command)
                        .containsExactly("The stack in " + home + " (pid " + up.pid() + ") runs but does not answer."
                                + " If its terminal has suspended it, resume it with fg there; otherwise end that"
                                + " process, and ./avenant down stops what it leaves behind.");
                assertThat(asked.waitFor()).as("%s", command).isEqualTo(3);
            }
        } finally {
            signal("CONT", up);
        }

        // And once it goes on, it does nothing of what nobody waits for any more, and takes orders
        Process status = avenant("stack", "status");
        assertThat(linesOf(status)).anyMatch(line -> ROW.matcher(line).matches());
        assertThat(status.waitFor()).isZero();
        Process down = avenant("down");
        List<String> said = linesOf(down);
        assertThat(said).isNotEmpty();
        assertThat(down.waitFor()).as("%s", said).isZero();
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private Process up() throws IOException, InterruptedException {
        return avenant("up", "--only", "postgres", "--port", "postgres=" + ports.of("postgres"));
    }

    private Process avenant(String... arguments) throws IOException, InterruptedException {
        // As if the tests were started by what ignores interrupts, which the stack must notice all the same.
        List<String> command = new ArrayList<>(Interrupts.ignored());
        command.addAll(Interrupts.noticed());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StackProcess.class.getName()));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("--home", home.toString(), "--repository", TestStacks.SHOP.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> readUntilReady(Process up) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader lines = up.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.startsWith("Ready after")) {
                return said;
            }
        }
        throw new AssertionError("The stack did not become ready: " + said);
    }

    private static List<String> linesOf(Process process) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().toList();
        }
    }

    private static long pidOfPostgres(List<String> said) {
        return said.stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> Long.parseLong(row.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
    }
}
