package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.security.ApiKeys;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More clients than the server has threads send the head of a request and leave its body for later. */
@Tag("fast")
class SlowBodiesTest {

    private static final int CLIENTS = 220;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final byte[] BODY = schema("\"int\"").getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void leaveThreadsForReadsHealthAndMetrics() throws IOException {
        try (RegistryTester registry = RegistryTester.begin()) {
            // Given clients that have sent one byte of their bodies each
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < CLIENTS; i++) {
                    Socket client = open(registry.registry().url(), "Content-Length: " + BODY.length);
                    client.getOutputStream().write(BODY, 0, 1);
                    slow.add(client);
                }

                // When others ask
                String healthy = registry.get("/-/healthy");
                String ready = registry.get("/-/ready");
                String metrics = registry.get("/-/metrics");
                String subjects = registry.get("/subjects");
                String written = registry.post("/subjects/b/versions", schema("\"bytes\""));

                // Then they are answered before the bodies are there, which are read to their ends afterwards
                assertThat(healthy).isEqualTo("200 {\"status\":\"healthy\"}");
                assertThat(ready).isEqualTo("200 {\"status\":\"ready\"}");
                assertThat(metrics).startsWith("200 ");
                assertThat(subjects).isEqualTo("200 []");
                assertThat(written).startsWith("200 {\"id\":1,");
                for (Socket client : slow) {
                    client.getOutputStream().write(BODY, 1, BODY.length - 1);
                    assertThat(statusLine(client)).isEqualTo("HTTP/1.1 200 OK");
                }
                assertThat(registry.get("/subjects")).isEqualTo("200 [\"a\",\"b\"]");
            } finally {
                for (Socket client : slow) {
                    client.close();
                }
            }
        }
    }

    @Test
    void areRefusedOnceTheyAreTooLarge() throws IOException {
        try (RegistryTester registry =
                        RegistryTester.begin(SchemaRegistryConfig.inMemory().with("avenant.max.request.bytes", "10"));
                Socket client = open(registry.registry().url(), "Transfer-Encoding: chunked")) {
            client.getOutputStream().write("a\r\n0123456789\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));

            String answer = answer(client);

            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith("\r\n\r\n{\"error_code\":413,\"message\":\"The body must have at most 10 bytes\"}");
        }
    }

    @Test
    void areRefusedOnceTheyAreLargerThanTheSizeLimitThoughTheyDoNotSaySo() throws IOException {
        SchemaRegistryConfig config = SchemaRegistryConfig.inMemory()
                .with("size.limit.filter.enabled", "true")
                .with("size.limit.filter.max.request.body.size", "10");
        try (RegistryTester registry = RegistryTester.begin(config);
                Socket client = open(registry.registry().url(), "Transfer-Encoding: chunked")) {
            client.getOutputStream().write("a\r\n0123456789\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write("1\r\nx\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            String answer = answer(client);

            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith("\r\n\r\n{\"error_code\":413,\"message\":\"The body must have at most 10 bytes\"}");
        }
    }

    @Test
    void areNotWaitedForWhereNobodyKnowsWhoSendsThem() throws IOException {
        Path keys = Files.write(folder.resolve("keys"), List.of(ApiKeys.line("ada", "a")));
        try (RegistryTester registry = RegistryTester.begin(
                        SchemaRegistryConfig.inMemory().with("avenant.auth.api.keys.file", keys.toString()));
                Socket client = open(registry.registry().url(), "Content-Length: " + BODY.length)) {

            assertThat(statusLine(client)).isEqualTo("HTTP/1.1 401 Unauthorized");
            assertThat(registry.as(Map.of("X-API-Key", "a")).get("/subjects")).isEqualTo("200 []");
        }
    }

    @Test
    void thatNeverEndStopNothing() throws IOException {
        try (RegistryTester registry = RegistryTester.begin()) {
            try (Socket client = open(registry.registry().url(), "Content-Length: " + BODY.length)) {
                client.getOutputStream().write(BODY, 0, 1);
                client.shutdownOutput();

                assertThat(answer(client))
                        .startsWith("HTTP/1.1 400 ")
                        .endsWith("\r\n\r\n{\"error_code\":400,\"message\":\"The request ended before its body did\"}");
            }
            assertThat(registry.get("/subjects")).isEqualTo("200 []");
        }
    }

    /** Sends the head of a registration of the subject a. */
    private static Socket open(URI url, String length) throws IOException {
        Socket client = new Socket(url.getHost(), url.getPort());
        client.setSoTimeout(PATIENCE_MILLIS);
        String head = "POST /subjects/a/versions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\n" + length + "\r\n\r\n";
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static String statusLine(Socket client) throws IOException {
        return answer(client).lines().findFirst().orElseThrow();
    }

    private static String answer(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
