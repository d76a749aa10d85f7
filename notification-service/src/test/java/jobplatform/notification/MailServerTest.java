package jobplatform.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.EventLog;
import dev.avenant.testing.ServiceTestEnvironment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import jobplatform.notification.ScriptedMailServer.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What becomes of an e-mail on the bad days of the mail server. */
@Tag("process")
@ExtendWith(OutputCaptureExtension.class)
class MailServerTest {

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    private static final Duration LATEST = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private ScriptedMailServer mailServer;
    private OwnDatabase database;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() throws SQLException {
        mailServer = ScriptedMailServer.start();
        database = OwnDatabase.create(environment);
        service = SpringApplication.run(
                NotificationServiceApplication.class,
                database.arguments(mailServer.port()).toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        service.close();
        mailServer.close();
    }

    @Test
    void whatBecomesOfAMailIsWhatTheServerSaidOfIt(CapturedOutput output) {
        UserEvents dropped = UserEvents.newUser("dropped");
        mailServer.meet(dropped.email(), Behaviour.DROP_BEFORE_ANSWER);
        UserEvents refused = UserEvents.newUser("refused");
        mailServer.meet(refused.email(), Behaviour.REFUSE_RECIPIENT);
        UserEvents putOff = UserEvents.newUser("put-off");
        mailServer.meet(putOff.email(), Behaviour.PUT_OFF_MESSAGE, Behaviour.PUT_OFF_MESSAGE);
        UserEvents unusable = new UserEvents(UserEvents.newUser("x").id(), "no address <at> all");

        register(dropped, refused, putOff, unusable);

        awaitState(putOff, "SENT");
        assertThat(mailServer.takenFor(putOff.email())).isOne();
        assertThat(database.attemptsOf(putOff)).isEqualTo("3");
        awaitState(dropped, "UNKNOWN");
        awaitState(refused, "REFUSED");
        assertThat(database.problemOf(refused)).isEqualTo("550 <" + refused.email() + ">: no such mailbox");
        awaitState(unusable, "REFUSED");
        assertThat(database.problemOf(unusable)).startsWith("The e-mail cannot be written: ");
        UserEvents behind = UserEvents.newUser("behind");
        register(behind);
        awaitState(behind, "SENT");
        assertThat(mailServer.takenFor(dropped.email()))
                .as("a mail that may have arrived")
                .isOne();
        assertThat(mailServer.takenFor(refused.email())).isZero();
        assertThat(output)
                .as("the log")
                .contains(" ended as refused: 550 <(address)>: no such mailbox")
                .doesNotContain(refused.email(), dropped.email(), putOff.email(), unusable.email());
    }

    @Test
    void whatTheServerSaidOfAnAddressGoesWithItsUser() {
        UserEvents refused = UserEvents.newUser("refused");
        mailServer.meet(refused.email(), Behaviour.REFUSE_RECIPIENT);
        UserEvents leaving = UserEvents.newUser("leaving");
        mailServer.meet(leaving.email(), Behaviour.HOLD_REFUSAL);
        register(refused);
        awaitState(refused, "REFUSED");
        register(leaving);
        awaitState(leaving, "SENDING");

        leave(refused, leaving);
        await().atMost(LATEST).until(() -> database.addressOf(leaving).isEmpty());
        mailServer.answerHeld();

        awaitState(leaving, "REFUSED");
        assertThat(database.problemOf(leaving)).isEmpty();
        await().atMost(LATEST).until(() -> database.addressOf(refused).isEmpty());
        assertThat(database.problemOf(refused)).isEmpty();
    }

    @Test
    void mailsWaitWhileTheServerIsAwayAndGoOutWhenItIsBack() throws Exception {
        int port = mailServer.port();
        mailServer.close();
        UserEvents first = UserEvents.newUser("first");
        UserEvents second = UserEvents.newUser("second");

        register(first);
        await().atMost(LATEST).until(() -> get("/actuator/health").statusCode() == 503);
        register(second);
        awaitState(second, "WAITING");

        assertThat(getAsAdministrator("/actuator/health").body()).contains("\"mailServer\":");
        assertThat(get("/actuator/health").body()).doesNotContain("\"mailServer\":");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        mailServer = ScriptedMailServer.startAt(port);
        awaitState(first, "SENT");
        awaitState(second, "SENT");
        await().atMost(LATEST).until(() -> get("/actuator/health").statusCode() == 200);
        assertThat(mailServer.takenFor(first.email())).isOne();
        assertThat(mailServer.takenFor(second.email())).isOne();
    }

    @Test
    void theOutboxIsShownToNobodyWithoutAToken() throws Exception {
        assertThat(get("/api/outbox").statusCode()).isEqualTo(401);
        assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
    }

    private void register(UserEvents... users) {
        EventLog log = new EventLog(environment);
        for (UserEvents user : users) {
            log.publish("user-events", user.id(), user.created());
        }
    }

    private void leave(UserEvents... users) {
        EventLog log = new EventLog(environment);
        for (UserEvents user : users) {
            log.publish("user-events", user.id(), user.deleted());
        }
    }

    private void awaitState(UserEvents user, String state) {
        await().atMost(LATEST)
                .untilAsserted(() -> assertThat(database.stateOf(user)).isEqualTo(state));
    }

    private HttpResponse<String> getAsAdministrator(String path) throws Exception {
        String token = environment.tokens(service.getEnvironment()).of(UUID.randomUUID(), Caller.ADMINISTRATOR);
        return http.send(
                request(path).header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        String port = service.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(LATEST);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }
}
