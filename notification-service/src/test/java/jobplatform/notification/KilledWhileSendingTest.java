package jobplatform.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.testing.EventLog;
import dev.avenant.testing.ServiceTestEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jobplatform.notification.ScriptedMailServer.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The process dies when the mail server has an e-mail and the database does not know it yet. */
@Tag("process")
class KilledWhileSendingTest {

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    private static final Duration LATEST = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endWhatRuns() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void aMailThatMayHaveArrivedIsNotSentAgain() throws Exception {
        OwnDatabase database = OwnDatabase.create(environment);
        EventLog log = new EventLog(environment);
        UserEvents user = UserEvents.newUser("killed");
        String messageId = UUID.randomUUID().toString();
        try (ScriptedMailServer mailServer = ScriptedMailServer.start()) {
            mailServer.meet(user.email(), Behaviour.HOLD_ANSWER);
            Process first = start(database, mailServer, "first.log");
            log.publish("user-events", user.id(), user.created(), messageId);
            await().atMost(LATEST).until(() -> mailServer.takenFor(user.email()) == 1);

            first.destroyForcibly().waitFor();

            assertThat(database.stateOf(user)).isEqualTo("SENDING");
            mailServer.answerHeld();
            start(database, mailServer, "second.log");
            log.publish("user-events", user.id(), user.created(), messageId);
            UserEvents behind = UserEvents.newUser("behind");
            log.publish("user-events", behind.id(), behind.created());
            await().atMost(LATEST).untilAsserted(() -> {
                assertThat(database.stateOf(behind)).isEqualTo("SENT");
                assertThat(database.stateOf(user)).isEqualTo("UNKNOWN");
            });
            UserEvents last = UserEvents.newUser("last");
            log.publish("user-events", last.id(), last.created());
            await().atMost(LATEST).until(() -> database.stateOf(last).equals("SENT"));
            assertThat(mailServer.takenFor(user.email())).isOne();
            assertThat(database.problemOf(user))
                    .isEqualTo("The process that sent it ended, or lost the database, before it wrote how that went");
        }
    }

    private Process start(OwnDatabase database, ScriptedMailServer mailServer, String log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                NotificationServiceApplication.class.getName()));
        command.addAll(database.arguments(mailServer.port()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
        processes.add(process);
        return process;
    }
}
