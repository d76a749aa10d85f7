package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.testing.ServiceTestEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import jobplatform.user.access.IssuedTokens;
import jobplatform.user.notice.Notices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A database that is paused or gone: every request is answered soon, and the service recovers by itself. */
@Order(1)
@Tag("process")
class DatabaseOutageTest {

    /** Far more than the three seconds that are meant, and less than the half minute that a pool waits by itself. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final Duration LATEST = Duration.ofSeconds(60);

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    private EmbeddedPostgres postgres;
    private ConfigurableApplicationContext service;
    private String token;

    @BeforeEach
    void startService() throws IOException {
        postgres =
                EmbeddedPostgres.builder().setDataDirectory(data.resolve("pg")).start();
        Map<String, Object> settings = new LinkedHashMap<>();
        environment.describeTo((name, value) -> settings.put(name, value.get()));
        settings.put("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"));
        settings.put("KAFKA_GROUP_ID", "user-service-with-a-database-that-goes-away");
        settings.put("server.port", 0);
        service = SpringApplication.run(
                UserServiceApplication.class,
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        token = new IssuedTokens(service).ofAdministrator();
    }

    @AfterEach
    void stopService() throws Exception {
        signal("CONT");
        service.close();
        postgres.close();
    }

    @Test
    void answersSoonWhileItIsPausedAndAsBeforeAfterwards() throws Exception {
        assertThat(get(SOON).statusCode()).isEqualTo(200);

        signal("STOP");

        assertSaysThatTheDatabaseIsAway(get(SOON));
        signal("CONT");
        await().atMost(LATEST).until(() -> get(SOON).statusCode() == 200);
    }

    @Test
    void keepsAStreamOpenThatGoesOnAfterwards() throws Exception {
        UUID user = service.getBean(UserAccounts.class)
                .register(
                        new Profile("ada", "ada@example.com", null, null),
                        new Password("correct horse"),
                        UserType.EMPLOYER)
                .id();
        try (EventStream stream =
                EventStream.open(address("/api/users/" + user + "/notifications/stream"), token, null)) {
            signal("STOP");
            assertSaysThatTheDatabaseIsAway(get(SOON));
            signal("CONT");
            await().atMost(LATEST).until(() -> get(SOON).statusCode() == 200);

            service.getBean(Notices.class)
                    .received(ApplicationEvents.received(UUID.randomUUID(), UUID.randomUUID(), user));

            await().atMost(LATEST).untilAsserted(() -> assertThat(stream.ids()).containsExactly("0", "1"));
        }
    }

    @Test
    void answersSoonWhenItIsGone() throws Exception {
        assertThat(get(SOON).statusCode()).isEqualTo(200);

        postgres.close();

        assertSaysThatTheDatabaseIsAway(get(SOON));
    }

    @Test
    void answersARequestThatWasInTheMiddleOfAStatementWhenItWasPaused() throws Exception {
        CompletableFuture<HttpResponse<String>> request;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
            request = http.sendAsync(list(LATEST), BodyHandlers.ofString());
            await().until(this::requestWaitsForTheLock);
            signal("STOP");

            assertSaysThatTheDatabaseIsAway(request.get());
            signal("CONT");
        }
        await().atMost(LATEST).until(() -> get(SOON).statusCode() == 200);
    }

    private static void assertSaysThatTheDatabaseIsAway(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("The service cannot reach its database; try again");
    }

    /** Asked in a session of its own each time, since a transaction sees the others' activity as it was first. */
    private boolean requestWaitsForTheLock() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'users'::regclass")) {
            waiting.next();
            return waiting.getInt(1) > 0;
        }
    }

    private HttpResponse<String> get(Duration timeout) throws IOException, InterruptedException {
        return http.send(list(timeout), BodyHandlers.ofString());
    }

    private HttpRequest list(Duration timeout) {
        return HttpRequest.newBuilder(URI.create(address("/api/users")))
                .header("Authorization", "Bearer " + token)
                .timeout(timeout)
                .build();
    }

    private String address(String path) {
        return "http://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port") + path;
    }

    /** Signals the database's server and all of its processes; one that has ended already gets nothing. */
    private void signal(String name) throws IOException, InterruptedException {
        Path pidFile = data.resolve("pg").resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, String.valueOf(pid)));
        ProcessHandle.of(pid)
                .ifPresent(server -> server.descendants().forEach(each -> command.add(String.valueOf(each.pid()))));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
