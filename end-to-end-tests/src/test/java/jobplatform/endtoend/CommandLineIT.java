package jobplatform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.stack.config.StackDefinition;
import dev.avenant.stack.config.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The script at the top of the clone, as a user types it. */
@Order(5)
@ResourceLock("platform")
@Tag("process")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the script is avenant.cmd, and there are no signals to send")
class CommandLineIT {

    private static final String SCRIPT =
            RunningPlatform.REPOSITORY.resolve("avenant").toString();
    private static final String USER =
            "{\"username\":\"kept\",\"email\":\"kept@example.com\",\"password\":\"correct horse\"}";
    private static final String SIGN_IN = "{\"username\":\"kept\",\"password\":\"correct horse\"}";

    @TempDir
    private Path home;

    private final StackPorts ports = StackPorts.free(StackDefinition.of(RunningPlatform.REPOSITORY));
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stopWhatIsLeft() throws Exception {
        avenant("down").waitFor();
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void leavesNoProcessBehindOnCtrlCAndKeepsItsDataUntilTheNextStart() throws Exception {
        // Given a stack in which a user has registered
        Process first = up("first.log");
        List<ProcessHandle> parts = first.descendants().toList();
        assertThat(parts).hasSizeGreaterThanOrEqualTo(4);
        HttpResponse<String> registered =
                send(HttpRequest.newBuilder(users()).POST(HttpRequest.BodyPublishers.ofString(USER)));
        assertThat(registered.statusCode()).isEqualTo(201);

        // When it is interrupted as by Ctrl-C
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(first.pid()))
                        .start()
                        .waitFor())
                .isZero();

        // Then every process ends, each before what it stands on
        assertThat(first.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(parts).noneMatch(ProcessHandle::isAlive);
        assertThat(stopsIn("first.log"))
                .hasSize(4)
                .startsWith("user-service")
                .containsSubsequence("registry", "kafka")
                .contains("postgres");

        // And the next start finds the user, and ends when another terminal says so
        Process second = up("second.log");
        assertThat(send(HttpRequest.newBuilder(users().resolve("/api/auth/token"))
                                .POST(HttpRequest.BodyPublishers.ofString(SIGN_IN)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(avenant("down").waitFor()).isZero();
        assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).isZero();
    }

    @Test
    void saysInOneSentenceThatTheJdkIsTooOld() throws Exception {
        // Given a java that says of itself what Java 11 does
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.22\" 2024-01-16' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        ProcessBuilder up = new ProcessBuilder(SCRIPT, "up").redirectErrorStream(true);
        up.environment().put("JAVA_HOME", home.toString());
        Process refused = up.start();

        assertThat(refused.inputReader().lines())
                .containsExactly("Avenant needs a JDK 17 or newer, but " + java
                        + " is Java 11.0.22. Set JAVA_HOME to a newer JDK and try again.");
        assertThat(refused.waitFor()).isEqualTo(3);
    }

    @Test
    void worksThroughALinkToALink() throws Exception {
        // Given a link in a folder of the PATH, to a link that names its target from where it is
        Path direct = Files.createSymbolicLink(home.resolve("direct"), Path.of(SCRIPT));
        Files.createDirectories(home.resolve("bin"));
        Path link = Files.createSymbolicLink(home.resolve("bin").resolve("avenant"), Path.of("..", "direct"));
        assertThat(direct).exists();

        ProcessBuilder status = new ProcessBuilder(link.toString(), "stack", "status").redirectErrorStream(true);
        status.environment().put("AVENANT_BUILD", "skip");
        status.command().addAll(List.of("--home", home.toString()));
        Process process = status.directory(home.toFile()).start();

        assertThat(process.inputReader().lines())
                .containsExactly("No stack runs from " + home + ". ./avenant up starts one.");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    @Test
    void namesTheCommandsThatAWordMayMean() throws Exception {
        assertThat(avenant("status").waitFor()).isEqualTo(2);

        assertThat(Files.readAllLines(home.resolve("other.log")))
                .contains("Did you mean: avenant contracts status or avenant stack status?");
    }

    @Test
    void saysInOneSentenceThatThereIsNoStack() throws Exception {
        assertThat(avenant("stack", "status").waitFor()).isEqualTo(3);

        assertThat(Files.readAllLines(home.resolve("other.log")))
                .containsExactly("No stack runs from " + home + ". ./avenant up starts one.");
    }

    private Process up(String log) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("up", "--only", "user-service"));
        ports.byName().forEach((name, port) -> arguments.addAll(List.of("--port", name + "=" + port)));
        Process up = run(home.resolve(log), arguments);
        await().atMost(Duration.ofMinutes(5))
                .failFast("up ended: " + log, () -> !up.isAlive())
                .until(() -> Files.readString(home.resolve(log)).contains("Ready after"));
        return up;
    }

    private Process avenant(String... arguments) throws IOException, InterruptedException {
        return run(home.resolve("other.log"), Arrays.asList(arguments));
    }

    private Process run(Path log, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Interrupts.noticed());
        command.add(SCRIPT);
        command.addAll(arguments);
        command.addAll(List.of("--home", home.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("AVENANT_BUILD", "skip");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** The parts that a log tells to have stopped, in that order. */
    private List<String> stopsIn(String log) throws IOException {
        return Files.readAllLines(home.resolve(log)).stream()
                .filter(line -> line.contains(" stopped after "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private URI users() {
        return URI.create("http://localhost:" + ports.of("user-service") + "/api/users");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.header("Content-Type", "application/json").build(), HttpResponse.BodyHandlers.ofString());
    }
}
