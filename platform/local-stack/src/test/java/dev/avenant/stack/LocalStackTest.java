package dev.avenant.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.stack.config.ComponentStatus;
import dev.avenant.stack.config.Database;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import dev.avenant.stack.config.TestStacks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class LocalStackTest {

    @TempDir
    private Path home;

    @Test
    void keepsDataAcrossARestartAndLeavesNoProcessBehind() throws Exception {
        StackOptions options = TestStacks.options(home, "kafka", "postgres");
        List<Long> pids = new ArrayList<>();

        // Given a stack with a topic and a row in it that was stopped
        try (LocalStack first = LocalStack.start(options)) {
            createTopic(first, "kept");
            execute(first, "CREATE TABLE kept (word text)");
            execute(first, "INSERT INTO kept VALUES ('still here')");
            first.status().forEach(part -> pids.add(part.pid().orElseThrow()));
        }
        assertThat(pids).hasSize(2).noneMatch(LocalStackTest::isAlive);

        // When it is started again
        try (LocalStack second = LocalStack.start(options)) {
            // Then both are there
            assertThat(topics(second)).contains("kept");
            assertThat(query(second, "SELECT word FROM kept")).isEqualTo("still here");
        }
    }

    @Test
    void reportsAProcessThatEndsByItselfAndStartsItAgainWithItsData() throws Exception {
        Queue<String> said = new ConcurrentLinkedQueue<>();
        StackOptions options = TestStacks.options(home, "postgres");
        try (LocalStack stack = LocalStack.start(options, said::add)) {
            execute(stack, "CREATE TABLE kept AS SELECT 'committed' AS word");
            long pid = stack.pid("postgres").orElseThrow();

            // When the process is killed
            stack.kill("postgres");

            // Then one line tells of it
            Path log = home.resolve("logs").resolve("postgres.log");
            assertThat(said)
                    .contains("postgres (pid " + pid + ") ended with exit code 137. Its log is " + log
                            + "; ./avenant stack restart postgres starts it again.");
            assertThat(stack.status())
                    .containsExactly(new ComponentStatus(
                            "postgres",
                            ComponentStatus.State.STOPPED,
                            "localhost:" + options.ports().of("postgres"),
                            OptionalLong.empty(),
                            log));

            // And what it had acknowledged is there after a new start
            stack.start("postgres");
            assertThat(query(stack, "SELECT word FROM kept")).isEqualTo("committed");
        }
    }

    @Test
    void namesAPortThatIsTakenBeforeItStartsAnything() throws Exception {
        StackOptions options = TestStacks.options(home, "postgres");
        int port = options.ports().of("postgres");
        List<String> said = new ArrayList<>();
        try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalStack.start(options, said::add))
                    .isInstanceOf(StackException.class)
                    .hasMessage("Port " + stranger.getLocalPort()
                            + ", which postgres needs, is taken by another program."
                            + " Stop that program, or shift every port with ./avenant up --port-offset 100.");
        }
        assertThat(said).isEmpty();
    }

    @Test
    void showsTheEndOfTheLogOfAComponentThatDoesNotStart() throws Exception {
        // Given data that PostgreSQL cannot use
        StackOptions options = TestStacks.options(home, "postgres");
        Files.createDirectories(home.resolve("data").resolve("postgres"));

        assertThatThrownBy(() -> LocalStack.start(options))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("postgres ended with exit code 2 while it was starting. The end of its log, "
                        + home.resolve("logs").resolve("postgres.log") + ":")
                .hasMessageContaining("postgresql.conf");

        // Then the folder is free again
        assertThat(home.resolve("run").resolve("postgres.pid")).doesNotExist();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void createTopic(LocalStack stack, String name) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static Set<String> topics(LocalStack stack) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }

    private static void execute(LocalStack stack, String sql) throws SQLException {
        try (Connection connection = connect(stack);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(LocalStack stack, String sql) throws SQLException {
        try (Connection connection = connect(stack);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).as(sql).isTrue();
            return result.getString(1);
        }
    }

    private static Connection connect(LocalStack stack) throws SQLException {
        Database database = stack.database("shop");
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
