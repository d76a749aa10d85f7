package dev.avenant.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.stack.LocalStack;
import dev.avenant.stack.config.Database;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import dev.avenant.stack.config.TestStacks;
import dev.avenant.stack.internal.ProcessIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands of another terminal against one stack that runs for the whole class. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {

    private static final int REFUSED = 3;

    private Path home;
    private final Announcements announcements = new Announcements();
    private LocalStack stack;
    private ControlServer control;

    @BeforeAll
    void startTheStack(@TempDir Path folder) {
        home = folder;
        StackOptions options = TestStacks.options(home, "postgres").keepingNoData();
        stack = LocalStack.start(options, announcements::say);
        control = ControlServer.open(home.resolve("run"), stack, announcements);
    }

    @AfterAll
    void stopTheStack() {
        control.close();
        stack.close();
        assertThat(home.resolve("data-ephemeral")).doesNotExist();
    }

    /** Else whoever stops a stack would be told that it ended before it had done so. */
    @Test
    void answersAnOrderThatIsCarriedOutBeforeItTakesNoMore(@TempDir Path run) throws Exception {
        // Given an order that is carried out
        ControlServer other = ControlServer.open(run, stack, announcements);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Consumer<String> slow = line -> {
            begun.countDown();
            awaitUninterruptibly(goOn);
        };
        announcements.listen(slow);
        CompletableFuture<Void> order = CompletableFuture.runAsync(
                () -> new ControlClient(run, new PrintWriter(new StringWriter(), true)).order("restart", "postgres"));
        begun.await();

        // When no more are to be taken
        CompletableFuture<Void> closed = CompletableFuture.runAsync(other::close);

        // Then that waits for the answer
        assertThat(closed)
                .failsWithin(Duration.ofMillis(500))
                .withThrowableThat()
                .isInstanceOf(TimeoutException.class);
        goOn.countDown();
        order.join();
        closed.join();
        announcements.leave(slow);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void showsWhatRunsWhere() {
        Outcome status = avenant("stack", "status");

        String address = "localhost:" + stack.options().ports().of("postgres");
        long pid = stack.pid("postgres").orElseThrow();
        assertThat(status.exitCode()).isZero();
        assertThat(status.lines()).hasSize(2).first().asString().matches("NAME +STATE +ADDRESS +PID +LOG");
        assertThat(status.lines().get(1).split(" +"))
                .containsExactly(
                        "postgres",
                        "ready",
                        address,
                        Long.toString(pid),
                        home.resolve("logs").resolve("postgres.log").toString());
    }

    @Test
    void killsAComponentAndStartsItAgain() {
        long pid = stack.pid("postgres").orElseThrow();
        Outcome kill = avenant("stack", "kill", "postgres");
        assertThat(kill.lines())
                .containsExactly(
                        "postgres (pid " + pid + ") ended with exit code 137. Its log is "
                                + home.resolve("logs").resolve("postgres.log")
                                + "; ./avenant stack restart postgres starts it again.",
                        "postgres was killed; ./avenant stack restart postgres starts it again.");
        assertThat(stack.pid("postgres")).isEmpty();

        Outcome secondKill = avenant("stack", "kill", "postgres");
        assertThat(secondKill.exitCode()).isEqualTo(REFUSED);
        assertThat(secondKill.errors())
                .containsExactly("postgres does not run. ./avenant stack restart postgres starts it.");

        Outcome restart = avenant("stack", "restart", "postgres");
        assertThat(restart.exitCode()).isZero();
        assertThat(restart.lines())
                .singleElement()
                .asString()
                .matches("postgres is ready at localhost:\\d+ after \\d+\\.\\d s");
        assertThat(stack.pid("postgres")).isPresent();
    }

    @Test
    void showsTheEndOfALog() throws Exception {
        Outcome logs = avenant("stack", "logs", "postgres", "-n", "2");

        List<String> all = Files.readAllLines(home.resolve("logs").resolve("postgres.log"));
        assertThat(logs.exitCode()).isZero();
        assertThat(logs.lines()).hasSize(2).isSubsetOf(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "restart", "kill"})
    void refusesANameThatNoComponentHas(String command) {
        Outcome outcome = avenant("stack", command, "kafak");

        assertThat(outcome.exitCode()).isEqualTo(REFUSED);
        assertThat(outcome.errors())
                .containsExactly("There is no component named kafak."
                        + " The components are kafka, postgres, registry, topics, orders.");
    }

    @Test
    void refusesASecondStackInTheSameFolder() {
        assertThatThrownBy(() -> LocalStack.start(stack.options().onFreePorts()))
                .isInstanceOf(StackException.class)
                .hasMessage("A stack already runs from this folder (pid "
                        + ProcessHandle.current().pid()
                        + "). ./avenant stack status shows it and ./avenant down stops it;"
                        + " a second one needs another --home and --port-offset.");
    }

    @Test
    void refusesAComponentThatTheStackDoesNotHave() {
        assertThat(avenant("stack", "restart", "orders").errors())
                .containsExactly("orders is not part of this stack, which has only postgres.");
    }

    @Test
    void writesEveryCommitToTheDiskBeforeItIsAcknowledged() throws Exception {
        Database database = stack.database("shop");
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (ResultSet value = statement.executeQuery("SHOW " + setting)) {
                    assertThat(value.next()).isTrue();
                    assertThat(value.getString(1)).as(setting).isEqualTo("on");
                }
            }
        }
    }

    @Test
    void listensToNobodyWhoDoesNotKnowTheToken() throws Exception {
        ControlAddress address = ControlAddress.ofRunning(home.resolve("run")).orElseThrow();
        try (Socket socket = new Socket("localhost", address.port())) {
            socket.getOutputStream().write("guessed down\n".getBytes(StandardCharsets.UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo("refused");
        }
        assertThat(stack.pid("postgres")).isPresent();
    }

    /** Other users of the machine may connect as well. */
    @Test
    void waitsAtItsEndForNobodyWhoHasGivenNoOrder(@TempDir Path run) throws Exception {
        ControlServer other = ControlServer.open(run, stack, announcements);
        int port = ControlAddress.ofRunning(run).orElseThrow().port();
        try (Socket silent = new Socket("localhost", port);
                Socket next = new Socket("localhost", port)) {
            assertThat(answerTo(next, "guessed down\n"))
                    .as("the first was let in")
                    .isEqualTo("refused");

            other.close();

            assertThat(answerTo(silent, "guessed down\n")).isEqualTo("refused");
        }
    }

    @Test
    void takesNoLineWithoutEnd() throws Exception {
        ControlAddress address = ControlAddress.ofRunning(home.resolve("run")).orElseThrow();
        try (Socket socket = new Socket("localhost", address.port())) {
            assertThat(answerTo(socket, "a".repeat(1000))).isEqualTo("refused");
        }
    }

    private static String answerTo(Socket socket, String said) throws IOException {
        socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
        return new String(socket.getInputStream().readNBytes("refused".length()), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"port=[0-9]+, port=99999", "port=[0-9]+, port=", "token=.*, token=\\\\u00zz", "pid=[0-9]+, pid=-1"})
    void isNotFoundWithANoteThatSomebodyHasChanged(String line, String changed, @TempDir Path elsewhere)
            throws Exception {
        Path run = Files.createDirectories(elsewhere.resolve("run"));
        new ControlAddress(ProcessIdentity.of(ProcessHandle.current()), 1, "token", Map.of()).write(run);
        Path note = ControlAddress.file(run);
        Files.writeString(note, Files.readString(note).replaceFirst("(?m)^" + line + "$", changed));

        assertThat(RunningStack.at(elsewhere)).isEmpty();
        assertThat(run(elsewhere, "stack", "status").errors())
                .containsExactly("No stack runs from " + elsewhere + ". ./avenant up starts one.");
    }

    @Test
    void saysThatTheTokenWasChanged(@TempDir Path elsewhere) throws Exception {
        Path run = Files.createDirectories(elsewhere.resolve("run"));
        ControlAddress address = ControlAddress.ofRunning(home.resolve("run")).orElseThrow();
        new ControlAddress(address.stack(), address.port(), "another", address.ports()).write(run);

        assertThat(run(elsewhere, "stack", "status").errors())
                .containsExactly("The stack in " + elsewhere + " (pid "
                        + ProcessHandle.current().pid() + ") does not know the token in "
                        + run.resolve("control")
                        + ", which somebody has changed. Press Ctrl-C where it was started, or end that process.");
    }

    /** A stack that ends gives the folder free before it is done with its own note. */
    @Test
    void deletesNoNoteOfAnotherStackThatRunsByNow(@TempDir Path run) throws Exception {
        ControlServer ending = ControlServer.open(run, stack, announcements);
        ProcessHandle another = ProcessHandle.current().parent().orElseThrow();
        ControlAddress next = new ControlAddress(ProcessIdentity.of(another), 1, "token", Map.of());
        next.write(run);

        ending.close();

        assertThat(ControlAddress.ofRunning(run)).contains(next);
    }

    @Test
    void saysThatNoStackRunsInAnotherFolder(@TempDir Path elsewhere) {
        for (List<String> command : List.of(List.of("stack", "status"), List.of("down"))) {
            Outcome outcome = run(elsewhere, command.toArray(String[]::new));
            assertThat(outcome.exitCode()).as("%s", command).isEqualTo(REFUSED);
            assertThat(outcome.errors()).singleElement().asString().startsWith("No stack runs from " + elsewhere);
        }
    }

    @Test
    void refusesPortsThatDoNotExist(@TempDir Path elsewhere) {
        assertThat(run(elsewhere, "up", "--port-offset", "60000").errors())
                .containsExactly("These ports cannot be used: the port of kafka must be between 1 and 65535 but was"
                        + " 69092. Choose another --port-offset or --port.");
    }

    @Test
    void tellsOtherProcessesWhereItListens(@TempDir Path elsewhere) {
        assertThat(RunningStack.at(home))
                .contains(new RunningStack(
                        home, Map.of("postgres", stack.options().ports().of("postgres"))));
        assertThat(RunningStack.at(elsewhere)).isEmpty();
    }

    @Test
    void isNotTakenForRunningAfterACrash(@TempDir Path crashed) throws Exception {
        // Given the note of a stack that has ended, and a stranger who listens on its port by now
        Path run = Files.createDirectories(crashed.resolve("run"));
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .start();
        ProcessIdentity stack = ProcessIdentity.of(ended.toHandle());
        ended.waitFor();
        try (ServerSocket stranger = new ServerSocket(0)) {
            new ControlAddress(stack, stranger.getLocalPort(), "token", Map.of("kafka", 9092)).write(run);

            assertThat(RunningStack.at(crashed)).isEmpty();
            assertThat(run(crashed, "stack", "status").errors())
                    .containsExactly("No stack runs from " + crashed + ". ./avenant up starts one.");
        }
    }

    private Outcome avenant(String... arguments) {
        return run(home, arguments);
    }

    private static Outcome run(Path home, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--home", home.toString(), "--repository", TestStacks.SHOP.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = StackProcess.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        int exitCode = command.execute(all.toArray(String[]::new));
        return new Outcome(
                exitCode,
                out.toString().lines().toList(),
                err.toString().lines().toList());
    }

    private record Outcome(int exitCode, List<String> lines, List<String> errors) {}
}
