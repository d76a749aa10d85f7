package jobplatform.user;

import dev.avenant.testing.ServiceTestEnvironment;
import dev.avenant.testing.openapi.DocumentedTraffic;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jobplatform.user.access.IssuedTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The running service, reached over HTTP. Tests share it, so each registers users of its own. */
@ResourceLock("user-service")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "jobplatform.registrations.per-minute=1000000",
            "avenant.service.access.fetch-interval=1ms",
            "jobplatform.notification-streams.heartbeat=500ms",
            "jobplatform.notification-streams.max-per-user=2",
            "jobplatform.notification-streams.max=5"
        })
@Import(DocumentedTraffic.class)
abstract class UserServiceTestBase {

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    @LocalServerPort
    private int port;

    /** Asks as an administrator, who may ask everything. */
    protected RestTestClient http;

    /** Asks as nobody. */
    protected RestTestClient anonymous;

    protected IssuedTokens tokens;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        environment.describeTo(settings);
    }

    @BeforeEach
    void connect(@Autowired ConfigurableApplicationContext service) {
        environment.closeFirst(service);
        tokens = new IssuedTokens(service);
        anonymous = RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build();
        http = as(tokens.ofAdministrator());
    }

    /** Asks as whoever has that access token. */
    protected RestTestClient as(String accessToken) {
        return RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken)
                .build();
    }

    protected String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** A name that no other test uses. */
    static String newName(String stem) {
        return stem + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    protected RestTestClient.ResponseSpec post(String path, Object body) {
        return http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    protected RestTestClient.ResponseSpec put(String path, Object body) {
        return http.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    protected RestTestClient.ResponseSpec patch(String path, Object body) {
        return http.patch()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    /** Registers an employer of that name and answers the user's id. */
    protected UUID registerEmployer(String name) {
        return register(Map.of(
                "username", name, "email", name + "@example.com", "password", "correct horse", "userType", "EMPLOYER"));
    }

    protected UUID register(Map<String, String> registration) {
        Registered registered = post("/api/users", registration)
                .expectStatus()
                .isCreated()
                .expectBody(Registered.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(registered).id();
    }

    /** What these tests read of an answer. */
    record Registered(UUID id) {}
}
