package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.testing.ServiceTestEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The administrator comes into being by configuration, and in no other way. */
@Tag("broker")
@ExtendWith(OutputCaptureExtension.class)
@Isolated("reads the output, of which a process has one")
class AdministratorTest {

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    private static final String PASSWORD = "correct horse";

    private EmbeddedPostgres postgres;
    private @Nullable ConfigurableApplicationContext service;

    @BeforeEach
    void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterEach
    void stop() throws IOException {
        if (service != null) {
            service.close();
        }
        postgres.close();
    }

    @Test
    void isMadeWhenTheServiceStartsAndMayDoEverything() {
        // When
        startWith("root", PASSWORD);

        // Then
        http(signIn("root", PASSWORD))
                .get()
                .uri("/api/users")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(eventsOut()).as("nobody else hears of it").isZero();
        register("ada").expectStatus().isCreated();
        assertThat(eventsOut()).isEqualTo(1);
    }

    @Test
    void keepsThePasswordThatItHas() {
        startWith("root", PASSWORD);
        running().close();

        startWith("root", "battery staple");

        assertThat(signIn("root", PASSWORD)).isNotEmpty();
    }

    @Test
    void isNobodyWhoRegistered(CapturedOutput output) {
        // Given
        startWith("", "");
        register("root").expectStatus().isCreated();
        running().close();

        // When
        startWith("root", "battery staple");

        // Then
        assertThat(output)
                .contains("There is no administrator 'root': the username belongs to a user; set another one as"
                        + " jobplatform.administrator.username");
        http(signIn("root", PASSWORD))
                .get()
                .uri("/api/users")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void isNothingThatOneRegistersAs() {
        startWith("root", PASSWORD);

        register("other", "ADMINISTRATOR")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("userType: must be one of JOB_SEEKER, EMPLOYER");
    }

    @Test
    void hasAPasswordThatAUserCouldHave(CapturedOutput output) {
        assertThatThrownBy(() -> startWith("root", "2short")).isInstanceOf(Exception.class);

        assertThat(output)
                .contains(
                        "Expected at least 8 characters and at most 72 bytes for jobplatform.administrator.password but"
                                + " found others");
    }

    private void startWith(String name, String password) {
        Map<String, Object> settings = new LinkedHashMap<>();
        environment.describeTo((setting, value) -> settings.put(setting, Objects.requireNonNull(value.get())));
        settings.put("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"));
        settings.put("KAFKA_GROUP_ID", "user-service-with-an-administrator");
        settings.put("avenant.messaging.outbox.enabled", false);
        settings.put("jobplatform.administrator.username", name);
        settings.put("jobplatform.administrator.email", name + "@jobplatform.example");
        settings.put("jobplatform.administrator.password", password);
        settings.put("server.port", 0);
        service = SpringApplication.run(
                UserServiceApplication.class,
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private ConfigurableApplicationContext running() {
        return Objects.requireNonNull(service, "each test starts it");
    }

    private long eventsOut() {
        return running()
                .getBean(JdbcClient.class)
                .sql("select count(*) from avenant.outbox")
                .query(Long.class)
                .single();
    }

    private RestTestClient.ResponseSpec register(String name) {
        return register(name, "EMPLOYER");
    }

    private RestTestClient.ResponseSpec register(String name, String type) {
        return anonymous()
                .post()
                .uri("/api/users")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("username", name, "email", name + "@example.com", "password", PASSWORD, "userType", type))
                .exchange();
    }

    /** Asks as whoever has that access token. */
    private RestTestClient http(String accessToken) {
        return anonymous()
                .mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken)
                .build();
    }

    private RestTestClient anonymous() {
        return RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + running().getEnvironment().getRequiredProperty("local.server.port"))
                .build();
    }

    private String signIn(String name, String password) {
        RestTestClient.ResponseSpec answer = anonymous()
                .post()
                .uri("/api/auth/token")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("username", name, "password", password))
                .exchange();
        return Objects.requireNonNull(answer.expectStatus()
                        .isOk()
                        .expectBody(Tokens.class)
                        .returnResult()
                        .getResponseBody())
                .accessToken();
    }

    /** What a client reads of the answer. */
    record Tokens(String accessToken) {}
}
