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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A service whose events nobody sends, over HTTP. */
@Tag("broker")
class OutboxFullTest {

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    private final HttpClient http = HttpClient.newHttpClient();

    private EmbeddedPostgres postgres;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void startService() throws IOException {
        postgres = EmbeddedPostgres.start();
        Map<String, Object> settings = new LinkedHashMap<>();
        environment.describeTo((name, value) -> settings.put(name, value.get()));
        settings.put("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"));
        settings.put("KAFKA_GROUP_ID", "user-service-with-a-full-outbox");
        settings.put("avenant.messaging.outbox.enabled", false);
        settings.put("avenant.messaging.outbox.max-size", 1);
        settings.put("server.port", 0);
        service = SpringApplication.run(
                UserServiceApplication.class,
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    @AfterEach
    void stopService() throws IOException {
        service.close();
        postgres.close();
    }

    @Test
    void answersThatItTakesNoMoreForNowUntilThereIsRoomAgain() throws Exception {
        JdbcTemplate database = service.getBean(JdbcTemplate.class);
        await().until(() -> register().statusCode() == 503);

        HttpResponse<String> answer = register();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body()).contains("The service takes no more for now; try again");
        assertThat(count(database, "users")).isEqualTo(count(database, "avenant.outbox"));
        database.update("DELETE FROM avenant.outbox");
        await().until(() -> register().statusCode() == 201);
    }

    private static long count(JdbcTemplate database, String table) {
        Long count = database.queryForObject("SELECT count(*) FROM " + table, Long.class);
        return count == null ? 0 : count;
    }

    private HttpResponse<String> register() throws IOException, InterruptedException {
        String name = UserServiceTestBase.newName("full");
        String port = service.getEnvironment().getProperty("local.server.port");
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/users"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"username":"%s","email":"%s@example.com","password":"correct horse","userType":"EMPLOYER"}
                                """.formatted(name, name)))
                        .build(),
                BodyHandlers.ofString());
    }
}
