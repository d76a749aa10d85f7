package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A registry that answers as none of ours would. */
@Tag("fast")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"avenant.console.bootstrap-servers=localhost:1", "avenant.console.timeout=3s"})
class TroubledRegistryTest {

    private static final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private static final List<String> asked = new CopyOnWriteArrayList<>();
    private static final HttpServer registry = start();

    private record Answer(int status, String body) {}

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add(
                "avenant.console.registry-url",
                () -> "http://localhost:" + registry.getAddress().getPort());
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", TroubledRegistryTest::answer);
            server.start();
            return server;
        } catch (IOException failed) {
            throw new AssertionError("No port could be had", failed);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            Answer answer = answers.getOrDefault(
                    answers.containsKey(exchange.getRequestURI().toString())
                            ? exchange.getRequestURI().toString()
                            : path,
                    new Answer(404, "{\"error_code\":40401,\"message\":\"no\"}"));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @BeforeEach
    void oneSubject() {
        answers.clear();
        asked.clear();
        answers.put("/config", new Answer(200, "{\"compatibilityLevel\":\"BACKWARD\"}"));
        answers.put("/mode/a", new Answer(200, "{\"mode\":\"READWRITE\"}"));
        answers.put("/subjects", new Answer(200, "[\"a\",\"b\"]"));
        answers.put("/subjects/a/versions", new Answer(200, "[1]"));
        for (String version : List.of("1", "latest")) {
            answers.put(
                    "/subjects/a/versions/" + version,
                    new Answer(200, "{\"subject\":\"a\",\"version\":1,\"id\":1,\"schema\":\"\\\"int\\\"\"}"));
        }
        answers.put("/subjects/a/versions/1/referencedby", new Answer(200, "[]"));
        answers.put("/compatibility/subjects/a/versions", new Answer(200, "{\"is_compatible\":true}"));
    }

    @AfterAll
    static void stop() {
        registry.stop(0);
    }

    @Test
    void aTriedSchemaThatTheRegistryCannotReadIsRefusedByItAndTheRegistryIsNotAway() {
        answers.put(
                "/compatibility/subjects/a/versions",
                new Answer(422, "{\"error_code\":42201,\"message\":\"Invalid schema \u202eint\"}"));

        Page page = Page.submit(port, "/subjects/a/check", "schema", "\"int\"");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .contains("SAFE under BACKWARD The registry would refuse it:", "with 422: Invalid schema \\u202eint");
    }

    @Test
    void aNameThatTheRegistryRefusesIsNoOutage() {
        answers.put(
                "/subjects/c/versions/latest",
                new Answer(
                        422,
                        "{\"error_code\":42208,\"message\":\"The specified subject 'c' is not a valid subject.\"}"));

        Page page = Page.at(port, "/subjects/c");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.main())
                .startsWith("Overview That address is off The schema registry at ")
                .endsWith("with 422: The specified subject 'c' is not a valid subject.");
    }

    @Test
    void whatTheRegistryComplainsOfIsTextThatNeitherRunsNorTurns() {
        answers.put("/subjects/c/versions/latest", new Answer(500, "<script>\u202egpj</script>"));
        answers.put("/subjects", new Answer(200, "<html>\u202egpj</html>"));
        answers.put("/schemas", new Answer(200, "<html>\u202egpj</html>"));

        for (String path : List.of("/subjects/c", "/subjects", "/search?q=c", "/")) {
            assertThat(Page.at(port, path).html())
                    .as(path)
                    .containsPattern("The schema registry at|What answers at")
                    .doesNotContain("<script>\u202e", "\u202e");
        }
    }

    @Test
    void theOverviewCountsSubjectsAndReadsNoSchema() {
        assertThat(Page.at(port, "/").html()).contains("<span id=\"subject-count\">2</span>");

        assertThat(asked).containsExactlyInAnyOrder("/subjects", "/config");
    }

    @Test
    void aSearchShowsTheSurroundingsOfWhatItFoundInALongText() {
        String proto = "// some words ".repeat(1_000) + "needle" + " and more".repeat(1_000);
        answers.put(
                "/schemas",
                new Answer(
                        200,
                        "[{\"subject\":\"a\",\"version\":1,\"id\":1,\"schemaType\":\"PROTOBUF\",\"schema\":\"" + proto
                                + "\"}]"));

        Page page = Page.at(port, "/subjects?q=needle");

        assertThat(page.main()).contains("needle").hasSizeLessThan(500);
    }

    @Test
    void aTypeThatVeryManyUseHasAPageAllTheSame() {
        answers.put(
                "/subjects/a/versions/1/referencedby",
                new Answer(
                        200,
                        IntStream.range(0, 2_000)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(",", "[", "]"))));

        Page page = Page.at(port, "/subjects/a");

        assertThat(page.status()).isEqualTo(200);
        assertThat(asked.stream().filter(path -> path.startsWith("/schemas/ids/")))
                .hasSizeLessThan(200);
        assertThat(page.main()).contains("Referenced by", "1,900 more schemas");
    }

    @Test
    void aTypeThatWasDeletedIsThereForThoseThatReferToIt() {
        answers.put("/subjects/u/versions", new Answer(200, "[1]"));
        answers.put("/mode/u", new Answer(200, "{\"mode\":\"READWRITE\"}"));
        answers.put("/subjects/u/versions/latest", new Answer(200, """
                        {"subject":"u","version":1,"id":2,"references":[{"name":"M","subject":"m","version":1}],
                         "schema":"{\\"type\\":\\"array\\",\\"items\\":\\"M\\"}"}"""));
        answers.put("/subjects/m/versions/1?deleted=true", new Answer(200, """
                        {"subject":"m","version":1,"id":3,
                         "schema":"{\\"type\\":\\"enum\\",\\"name\\":\\"M\\",\\"symbols\\":[\\"GONE\\"]}"}"""));

        assertThat(Page.at(port, "/subjects/u").main()).contains("[ \"GONE\" ]");
    }

    @Test
    void theGreatestIdIsFoundAndAGreaterNumberIsNone() {
        answers.put("/schemas", new Answer(200, "[]"));
        answers.put("/schemas/ids/2147483647", new Answer(200, "{\"schema\":\"\\\"int\\\"\"}"));

        assertThat(Page.at(port, "/search?q=2147483647").main()).contains("Schema id Schema 2147483647 int");
        assertThat(Page.at(port, "/search?q=2147483648").main())
                .contains("No subject for 2147483648")
                .doesNotContain("Schema id");
    }
}
