package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More writers than the server has threads wait for a broker that sleeps: who does not write is answered all the same. */
@Order(4)
@Tag("process")
class WaitingWritesTest {

    private static final int WRITERS = 260;
    private static final int MAY_WAIT = 100;
    private static final Duration GENEROUS = Duration.ofSeconds(90);
    private static final String TOO_MANY =
            "500 {\"error_code\":50002,\"message\":\"Operation timed out: 100 writes already wait"
                    + " for the registry's log. Send it again later\"}";

    @TempDir
    Path folder;

    @Test
    void leaveThreadsForReadsHealthAndMetrics() throws Exception {
        try (BrokerProcess broker = BrokerProcess.launch(KafkaBrokerSettings.in(folder.resolve("broker")));
                RegistryTester registry = RegistryTester.begin(
                        SchemaRegistryConfig.kafka(broker.awaitReady()).with("kafkastore.timeout.ms", "60000"))) {
            assertThat(registry.post("/subjects/a/versions", schema("\"int\""))).startsWith("200 ");

            broker.suspend();
            List<CompletableFuture<String>> writes = new ArrayList<>();
            try {
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                for (int i = 0; i < WRITERS; i++) {
                    writes.add(write(client, registry.registry().url(), i));
                }
                await().atMost(GENEROUS).until(() -> count(writes) == WRITERS - MAY_WAIT);

                assertThat(registry.get("/subjects")).isEqualTo("200 [\"a\"]");
                assertThat(registry.get("/schemas/ids/1")).startsWith("200 {\"subject\":\"a\",\"version\":1,");
                assertThat(registry.get("/-/healthy")).isEqualTo("200 {\"status\":\"healthy\"}");
                assertThat(registry.get("/-/metrics")).startsWith("200 ");
                await().atMost(GENEROUS)
                        .untilAsserted(() ->
                                assertThat(registry.get("/-/ready")).startsWith("503 {\"status\":\"unreachable\""));
                assertThat(count(writes)).as("who waits still waits").isEqualTo(WRITERS - MAY_WAIT);
                assertThat(writes.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
                        .containsOnly(TOO_MANY);
            } finally {
                broker.resume();
            }

            await().atMost(GENEROUS).until(() -> count(writes) == WRITERS);
            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(registry.get("/-/ready")).isEqualTo("200 {\"status\":\"ready\"}"));
            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(registry.post("/subjects/z/versions", schema("\"bytes\"")))
                            .startsWith("200 "));
        }
    }

    private static long count(List<CompletableFuture<String>> writes) {
        return writes.stream().filter(CompletableFuture::isDone).count();
    }

    private static CompletableFuture<String> write(HttpClient client, URI url, int number) {
        String body = schema("{\"type\":\"record\",\"name\":\"R" + number + "\",\"fields\":[]}");
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/subjects/w" + number + "/versions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> response.statusCode() + " " + response.body());
    }
}
