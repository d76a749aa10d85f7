package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.kafka.embedded.FreePorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A program that follows a topic with a token of a provider is told what comes for as long as the token is good. */
@Tag("broker")
class ProgramTailTest {

    private static final int PORT = FreePorts.pick(1).get(0);
    private static final String TOPIC = "token-tailed";

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @Test
    void nothingIsToldToATokenThatHasExpired() throws Exception {
        LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
        topics.create(1, TOPIC);
        try (OpenIdProvider provider = OpenIdProvider.start(PORT, Duration.ofSeconds(4));
                ConfigurableApplicationContext console = console(provider)) {
            // Given a stream that would be open for a minute
            HttpClient program = HttpClient.newHttpClient();
            URI stream =
                    URI.create("http://localhost:" + PORT + "/api/v1/topics/" + TOPIC + "/records/live?seconds=60");

            // When its token expires, which on a busy machine it may before the stream begins
            HttpResponse<String> answer = await().atMost(Duration.ofMinutes(1))
                    .until(() -> follow(program, stream, provider), found -> found.statusCode() != 401);

            // Then it ends, and not because its time is over
            assertThat(console.isRunning()).isTrue();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("event: ended\ndata: {\"problem\":\"")
                    .contains(TOPIC);
        } finally {
            topics.deleteAll();
        }
    }

    private static HttpResponse<String> follow(HttpClient program, URI stream, OpenIdProvider provider)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(stream)
                .header("Authorization", "Bearer " + provider.token(OpenIdProvider.CLIENT, OpenIdProvider.SECRET))
                .header("Accept", "text/event-stream")
                .build();
        return program.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static ConfigurableApplicationContext console(OpenIdProvider provider) {
        return new SpringApplicationBuilder(ConsoleApplication.class)
                .run(
                        "--server.port=" + PORT,
                        "--avenant.console.registry-url=http://localhost:1",
                        "--avenant.console.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--avenant.console.access.mode=oidc",
                        "--avenant.console.access.oidc.issuer=" + provider.issuer(),
                        "--avenant.console.access.oidc.client-id=" + OpenIdProvider.CLIENT,
                        "--avenant.console.access.oidc.client-secret=" + OpenIdProvider.SECRET,
                        "--avenant.console.access.oidc.roles[0].name=orders-team",
                        "--avenant.console.access.oidc.roles[0].grants[0].role=viewer",
                        "--avenant.console.access.oidc.roles[0].grants[0].topics=" + TOPIC);
    }
}
