package dev.avenant.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.stack.LocalStack;
import dev.avenant.stack.Part;
import dev.avenant.stack.StackException;
import dev.avenant.stack.StackOptions;
import dev.avenant.stack.StackPorts;
import dev.avenant.stack.TestStacks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands of another terminal against one stack that runs for the whole class. */
@Tag("fast")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {

    private Path home;
    private final Announcements announcements = new Announcements();
    private LocalStack stack;
    private ControlServer control;

    @BeforeAll
    void startTheStack(@TempDir Path folder) {
        home = folder;
        StackOptions options = TestStacks.options(home, Part.POSTGRES).keepingNoData();
        stack = LocalStack.start(options, announcements::say);
        control = ControlServer.open(home.resolve("run"), stack, announcements);
    }

    @AfterAll
    void stopTheStack() {
        control.close();
        stack.close();
        assertThat(home.resolve("data-ephemeral")).doesNotExist();
    }

    @Test
    void showsWhatRunsWhere() {
        Outcome status = avenant("status");

        String address = "localhost:" + stack.options().ports().of(Part.POSTGRES);
        long pid = stack.pid(Part.POSTGRES).orElseThrow();
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
    void killsAPartAndStartsItAgain() {
        long pid = stack.pid(Part.POSTGRES).orElseThrow();
        Outcome kill = avenant("kill", "postgres");
        assertThat(kill.lines())
                .containsExactly(
                        "postgres (pid " + pid + ") ended with exit code 137. Its log is "
                                + home.resolve("logs").resolve("postgres.log")
                                + "; ./avenant restart postgres starts it again.",
                        "postgres was killed; ./avenant restart postgres starts it again.");
        assertThat(stack.pid(Part.POSTGRES)).isEmpty();

        Outcome secondKill = avenant("kill", "postgres");
        assertThat(secondKill.exitCode()).isEqualTo(1);
        assertThat(secondKill.lines()).containsExactly("postgres does not run. ./avenant restart postgres starts it.");

        Outcome restart = avenant("restart", "postgres");
        assertThat(restart.exitCode()).isZero();
        assertThat(restart.lines())
                .singleElement()
                .asString()
                .matches("postgres is ready at localhost:\\d+ after \\d+\\.\\d s");
        assertThat(stack.pid(Part.POSTGRES)).isPresent();
    }

    @Test
    void showsTheEndOfALog() throws Exception {
        Outcome logs = avenant("logs", "postgres", "-n", "2");

        List<String> all = Files.readAllLines(home.resolve("logs").resolve("postgres.log"));
        assertThat(logs.exitCode()).isZero();
        assertThat(logs.lines()).hasSize(2).isSubsetOf(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "restart", "kill"})
    void refusesANameThatNoPartHas(String command) {
        Outcome outcome = avenant(command, "kafak");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .containsExactly("There is no part named kafak."
                        + " The parts are kafka, postgres, registry, user-service, job-service, console.");
    }

    @Test
    void refusesASecondStackInTheSameFolder() {
        assertThatThrownBy(() -> LocalStack.start(stack.options().withPorts(StackPorts.free())))
                .isInstanceOf(StackException.class)
                .hasMessage("A stack already runs from this folder (pid "
                        + ProcessHandle.current().pid()
                        + "). ./avenant status shows it and ./avenant down stops it;"
                        + " a second one needs another --home and --port-offset.");
    }

    @Test
    void refusesAPartThatTheStackDoesNotHave() {
        assertThat(avenant("restart", "console").lines())
                .containsExactly("console is not part of this stack, which has only postgres.");
    }

    @Test
    void writesEveryCommitToTheDiskBeforeItIsAcknowledged() throws Exception {
        LocalStack.Database database = stack.database("job_service");
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
        ControlAddress address = ControlAddress.read(home.resolve("run")).orElseThrow();
        try (Socket socket = new Socket("localhost", address.port())) {
            socket.getOutputStream().write("guessed down\n".getBytes(StandardCharsets.UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo("refused");
        }
        assertThat(stack.pid(Part.POSTGRES)).isPresent();
    }

    @Test
    void saysThatNoStackRunsInAnotherFolder(@TempDir Path elsewhere) {
        for (String command : List.of("status", "down")) {
            Outcome outcome = run(elsewhere, command);
            assertThat(outcome.exitCode()).as(command).isEqualTo(1);
            assertThat(outcome.errors()).singleElement().asString().startsWith("No stack runs from " + elsewhere);
        }
    }

    @Test
    void refusesPortsThatDoNotExist(@TempDir Path elsewhere) {
        assertThat(run(elsewhere, "up", "--port-offset", "60000").errors())
                .containsExactly("These ports cannot be used: the port of kafka must be between 1 and 65535 but was"
                        + " 69092. Choose another --port-offset or --port.");
    }

    private Outcome avenant(String... arguments) {
        return run(home, arguments);
    }

    private static Outcome run(Path home, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--home", home.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = StackMain.commandLine();
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
