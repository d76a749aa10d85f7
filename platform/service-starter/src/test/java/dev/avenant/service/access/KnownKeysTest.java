package dev.avenant.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.ECKey;
import dev.avenant.testing.TestIssuer;
import dev.avenant.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** How a service comes by the keys that tokens are checked with, and gets along without whoever publishes them. */
@Tag("broker")
class KnownKeysTest {

    private static final String NOT_VALID =
            "401 Bearer error=\"invalid_token\", error_description=\"The access token is"
                    + " not valid\" | The access token is not valid. Sign in with POST /sign-in and send the token in the header"
                    + " Authorization: Bearer …";
    private static final String KEYS_AWAY =
            "503  | The service cannot read the keys that access tokens are checked with; try again";

    @AutoClose
    private final TestIssuer issuer = TestIssuer.start();

    private final TestTokens tokens = new TestTokens(issuer, "the-issuer", "the-audience");
    private final HttpClient client = HttpClient.newHttpClient();

    private @Nullable ConfigurableApplicationContext service;

    private void start(String... settings) {
        String[] arguments = new String[settings.length + 2];
        System.arraycopy(settings, 0, arguments, 0, settings.length);
        arguments[settings.length] = "--server.port=0";
        arguments[settings.length + 1] = "--avenant.service.access.keys-url=" + issuer.keysUrl();
        service = SpringApplication.run(GuardedService.class, arguments);
    }

    @AfterEach
    void stop() {
        running().close();
    }

    @Test
    void areReadOnceForAllRequests() throws Exception {
        start();

        for (int request = 0; request < 20; request++) {
            assertThat(askedWith(newToken())).isEqualTo("200  | ");
        }

        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    void areThoseOfANewKeyAtOnceAndOfTheFormerOneAsLongAsItIsPublished() throws Exception {
        // Given
        start("--avenant.service.access.fetch-interval=1ms");
        String former = newToken();
        assertThat(askedWith(former)).isEqualTo("200  | ");

        // When
        issuer.changeKey();

        // Then
        String next = newToken();
        assertThat(askedWith(next)).isEqualTo("200  | ");
        assertThat(askedWith(former)).isEqualTo("200  | ");

        // When
        issuer.changeKey();
        issuer.forgetFormerKeys();

        // Then
        assertThat(askedWith(newToken())).isEqualTo("200  | ");
        assertThat(askedWith(former)).isEqualTo(NOT_VALID);
        assertThat(askedWith(next)).isEqualTo(NOT_VALID);
    }

    @Test
    void areForgottenInTimeThoughNobodyComesWithANewOne() throws Exception {
        start(
                "--avenant.service.access.keys-lifetime=1s",
                "--avenant.service.access.fetch-timeout=500ms",
                "--avenant.service.access.fetch-interval=1ms");
        String former = newToken();
        assertThat(askedWith(former)).isEqualTo("200  | ");

        issuer.changeKey();
        issuer.forgetFormerKeys();

        await().untilAsserted(() -> assertThat(askedWith(former)).isEqualTo(NOT_VALID));
    }

    @Test
    void stayGoodWhileTheyCannotBeRead() throws Exception {
        start(
                "--avenant.service.access.keys-lifetime=1s",
                "--avenant.service.access.fetch-timeout=500ms",
                "--avenant.service.access.fetch-interval=1ms");
        assertThat(askedWith(newToken())).isEqualTo("200  | ");
        int before = issuer.fetches();

        issuer.setAway(true);

        await().untilAsserted(() -> {
            assertThat(askedWith(newToken())).isEqualTo("200  | ");
            assertThat(issuer.fetches()).isGreaterThan(before + 2);
        });
    }

    @Test
    void areWaitedForByWhoeverComesBeforeTheyWereEverRead() throws Exception {
        // Given
        issuer.setAway(true);
        start("--avenant.service.access.fetch-interval=1ms");

        // When
        HttpResponse<String> answer = ask(newToken());

        // Then
        assertThat(Refusals.of(answer)).isEqualTo(KEYS_AWAY);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");

        // When
        issuer.setAway(false);

        // Then
        await().untilAsserted(() -> assertThat(askedWith(newToken())).isEqualTo("200  | "));
    }

    @Test
    void areNotAskedForAtWillByWhoeverMakesTokensUp() throws Exception {
        // Given
        start();
        assertThat(askedWith(newToken())).isEqualTo("200  | ");

        // When
        for (int request = 0; request < 50; request++) {
            ECKey stranger = TestIssuer.newKey();
            String token = TestIssuer.sign(tokens.claims(UUID.randomUUID()).build(), stranger, stranger.getKeyID());
            assertThat(askedWith(token)).isEqualTo(NOT_VALID);
        }

        // Then
        assertThat(issuer.fetches()).isLessThanOrEqualTo(3);
        assertThat(askedWith(newToken())).isEqualTo("200  | ");
    }

    @Test
    void areNotAskedForAtWillWhileTheyWereNeverRead() throws Exception {
        issuer.setAway(true);
        start();

        for (int request = 0; request < 20; request++) {
            assertThat(askedWith(newToken())).isEqualTo(KEYS_AWAY);
        }

        assertThat(issuer.fetches()).isLessThanOrEqualTo(2);
    }

    private ConfigurableApplicationContext running() {
        return Objects.requireNonNull(service, "each test starts it");
    }

    private String newToken() {
        return tokens.of(UUID.randomUUID(), "CLERK");
    }

    private String askedWith(String token) throws Exception {
        return Refusals.of(ask(token));
    }

    private HttpResponse<String> ask(String token) throws Exception {
        String port = running().getEnvironment().getRequiredProperty("local.server.port");
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/guarded/mine"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }
}
