package dev.avenant.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.testing.TestIssuer;
import dev.avenant.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Who pauses what a service reads: those who have the token for it, and administrators. */
@Tag("broker")
@SpringBootTest(
        classes = GuardedService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoints.web.exposure.include=subscriptions,beans",
            SubscriptionsToken.SETTING + "=" + SubscriptionsTokenTest.TOKEN
        })
@Import(SubscriptionsTokenTest.Subscriptions.class)
class SubscriptionsTokenTest {

    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Endpoint(id = "subscriptions")
    static class Subscriptions {

        @ReadOperation
        Map<String, String> all() {
            return Map.of("group", "billing");
        }

        @WriteOperation
        Map<String, Object> set(@Selector String topic, boolean paused) {
            return Map.of(topic, paused);
        }
    }

    @AutoClose
    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final TestTokens TOKENS = new TestTokens(ISSUER, "the-issuer", "the-audience");

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("avenant.service.access.keys-url", ISSUER::keysUrl);
    }

    private String get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        var answer = client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : String.valueOf(answer.statusCode());
    }

    @Test
    void whoHasTheTokenLooksAndPauses() throws Exception {
        HttpRequest pause = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/actuator/subscriptions/orders"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"paused\":true}"))
                .build();

        assertThat(get("/actuator/subscriptions", "Authorization", "Bearer " + TOKEN))
                .isEqualTo("{\"group\":\"billing\"}");
        assertThat(client.send(pause, BodyHandlers.ofString()).body()).isEqualTo("{\"orders\":true}");
    }

    @Test
    void administratorsDoAndNobodyElse() throws Exception {
        UUID user = UUID.randomUUID();

        assertThat(get("/actuator/subscriptions", "Authorization", "Bearer " + TOKENS.of(user, Caller.ADMINISTRATOR)))
                .isEqualTo("{\"group\":\"billing\"}");
        assertThat(get("/actuator/subscriptions", "Authorization", "Bearer " + TOKENS.of(user, "CLERK")))
                .isEqualTo("403");
        for (String authorization : new String[] {"Bearer " + TOKEN + "0", "Bearer ", TOKEN, "bearer x " + TOKEN}) {
            assertThat(get("/actuator/subscriptions", "Authorization", authorization))
                    .as(authorization)
                    .isEqualTo("401");
        }
        assertThat(get("/actuator/subscriptions")).isEqualTo("401");
        assertThat(get(
                        "/actuator/subscriptions",
                        "Authorization",
                        "Bearer " + TOKEN,
                        "Authorization",
                        "Bearer " + TOKEN))
                .isEqualTo("400");
    }

    @Test
    void theTokenIsForNothingElse() throws Exception {
        for (String path : new String[] {
            "/actuator/beans",
            "/actuator/subscriptions/../beans",
            "/actuator/subscriptions/..%2fbeans",
            "/actuator/beans/subscriptions",
            "/api/guarded/mine"
        }) {
            assertThat(get(path, "Authorization", "Bearer " + TOKEN)).as(path).isIn("400", "401");
        }
    }

    @Test
    void oneThatIsShortIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> new SubscriptionsToken("secret"))
                .hasMessage(
                        "Expected at least 24 characters for avenant.service.access.subscriptions-token but found 6");
    }
}
