package dev.avenant.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.DataContractRule;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.RuleKind;
import dev.avenant.registry.client.api.RuleMode;
import dev.avenant.registry.client.api.RuleSet;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.registry.client.api.SubjectVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the client asks, what it makes of the answers, and when it asks again. */
@Tag("fast")
class HttpRegistryClientTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String USER =
            "{\"subject\":\"a\",\"version\":3,\"id\":7,\"schemaType\":\"AVRO\",\"schema\":\"\\\"int\\\"\"}";

    private final ScriptedRegistry registry = ScriptedRegistry.start();

    @AfterEach
    void close() {
        registry.close();
    }

    private HttpRegistryClient client() {
        return new HttpRegistryClient(registry.url(), TIMEOUT);
    }

    private static RegistryConnection withRetries(URI... urls) {
        return RegistryConnection.to(List.of(urls))
                .withTimeouts(TIMEOUT, TIMEOUT)
                .withRetries(new RegistryConnection.Retries(3, Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    private static String error(int code, String message) {
        return "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    @Test
    void asksForEachThingByItsPath() {
        registry.answering(200, USER);
        HttpRegistryClient client = client();

        client.fetchById(7, new SchemaQuery(":.c:a b", "resolved"));
        client.fetchByGuid("g/1", SchemaQuery.PLAIN);
        client.fetchVersion("a/b", 2);
        client.fetchLatest("ä");
        client.fetchLatest("a", Map.of("owner", "ada & bob"));

        assertThat(registry.lines())
                .containsExactly(
                        "GET /schemas/ids/7?fetchMaxId=false&subject=%3A.c%3Aa%20b&format=resolved",
                        "GET /schemas/guids/g%2F1",
                        "GET /subjects/a%2Fb/versions/2",
                        "GET /subjects/%C3%A4/versions/latest",
                        "GET /subjects/a/metadata?key=owner&value=ada%20%26%20bob&deleted=true");
    }

    @Test
    void asksWhoUsesASchemaAndWhatMayBeDoneToASubject() {
        registry.answering(200, "[{\"subject\":\"a/b\",\"version\":2,\"newer\":true}]");
        registry.answering(200, "[7,9]");
        registry.answering(200, "{\"mode\":\"READONLY\"}");
        registry.answering(404, error(40403, "Schema 8 not found"));
        HttpRegistryClient client = client();

        assertThat(client.usesOf(7, ":.x:a")).containsExactly(new SubjectVersion("a/b", 2));
        assertThat(client.referencesTo("a/b", 2)).containsExactly(7, 9);
        assertThat(client.mode("a/b")).isEqualTo("READONLY");
        assertThat(client.usesOf(8, null)).isEmpty();
        assertThat(client.referencesTo("a", 3)).isEmpty();
        assertThat(registry.lines())
                .containsExactly(
                        "GET /schemas/ids/7/versions?subject=%3A.x%3A",
                        "GET /subjects/a%2Fb/versions/2/referencedby",
                        "GET /mode/a%2Fb?defaultToGlobal=true",
                        "GET /schemas/ids/8/versions",
                        "GET /subjects/a/versions/3/referencedby");
    }

    @Test
    void sendsASchemaWithItsReferences() {
        registry.answering(200, USER);

        RegisteredSchema registered = client().register(
                        "a", new SchemaDefinition("\"int\"", List.of(new SchemaReference("n.T", "t", 4))), true);

        assertThat(registered.id()).isEqualTo(7);
        assertThat(registered.version()).isEqualTo(3);
        assertThat(registry.requests())
                .containsExactly(new ScriptedRegistry.Request(
                        "POST /subjects/a/versions?normalize=true",
                        "{\"schemaType\":\"AVRO\",\"schema\":\"\\\"int\\\"\","
                                + "\"references\":[{\"name\":\"n.T\",\"subject\":\"t\",\"version\":4}]}",
                        null,
                        "application/vnd.schemaregistry.v1+json"));
    }

    @Test
    void readsASchemaWhoseRulesHaveWordsOfANewerRegistry() {
        registry.answering(
                200,
                USER.replace(
                        "}",
                        ",\"ruleSet\":{\"enableAt\":\"MOON\",\"domainRules\":[{\"name\":\"r\",\"kind\":\"CHECK\","
                                + "\"mode\":\"ALWAYS\",\"type\":\"CEL\"}]}}"));

        RegisteredSchema read = client().fetchLatest("a");

        assertThat(read.ruleSet())
                .isEqualTo(new RuleSet(
                        null,
                        List.of(new DataContractRule(
                                "r",
                                null,
                                RuleKind.TRANSFORM,
                                RuleMode.WRITEREAD,
                                "CEL",
                                null,
                                null,
                                null,
                                null,
                                null,
                                false)),
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, REJECTED",
        "401, 401, REFUSED",
        "403, 40301, REFUSED",
        "404, 40401, NOT_FOUND",
        "404, 40403, NOT_FOUND",
        "408, 408, UNAVAILABLE",
        "409, 40901, REJECTED",
        "422, 42201, REJECTED",
        "429, 42901, THROTTLED",
        "500, 50001, UNAVAILABLE",
        "502, 502, UNAVAILABLE",
        "503, 503, UNAVAILABLE",
        "504, 504, UNAVAILABLE"
    })
    void tellsRefusalsApart(int status, int code, RegistryException.Kind kind) {
        registry.answering(status, error(code, "why"));

        RegistryException refused = catchThrowableOfType(RegistryException.class, () -> client().fetchLatest("a"));

        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.errorCode()).isEqualTo(code);
        assertThat(refused)
                .hasMessage("The schema registry at " + registry.url()
                        + " answered GET /subjects/a/versions/latest with " + status + ": why");
    }

    @ParameterizedTest
    @CsvSource({
        "404, <html>, 50005, <html>",
        "404, '', 50005, an empty answer",
        "501, '', 50005, an empty answer",
        "302, '', 50005, an empty answer"
    })
    void saysWhenWhatAnswersIsNoRegistry(int status, String body, int code, String reason) {
        registry.answering(status, body);

        RegistryException refused = catchThrowableOfType(RegistryException.class, () -> client().subjects());

        assertThat(refused.kind()).isEqualTo(RegistryException.Kind.NOT_A_REGISTRY);
        assertThat(refused.errorCode()).isEqualTo(code);
        assertThat(refused)
                .hasMessage("What answers at " + registry.url() + " is no schema registry (GET /subjects with " + status
                        + ": " + reason + "). Check the registry's URL");
    }

    @Test
    void takesWhatIsNotThereForNothingWhereThatIsAnAnswer() {
        registry.answering(404, error(40401, "Subject 'a' not found."));

        assertThat(client().versions("a")).isEmpty();
        assertThat(client().level("a")).isEmpty();
        assertThat(client().deleteSubject("a", false)).isEmpty();
        assertThat(client().testCompatibility("a", SchemaDefinition.of("\"int\""))
                        .isCompatible())
                .isTrue();
        assertThat(client().associations("-", "t", false)).isEmpty();
    }

    @Test
    void readsAllSchemasInParts() {
        registry.answering(200, "[" + USER + "," + USER.replace("\"version\":3", "\"version\":4") + "]")
                .answering(200, "[" + USER.replace("\"a\"", "\"b\"") + "]")
                .answering(200, "[]");
        List<String> read = new ArrayList<>();

        client().eachSchema("a b", true, schema -> read.add(schema.subject() + " " + schema.version()));

        assertThat(read).containsExactly("a 3", "a 4", "b 3");
        assertThat(registry.lines())
                .containsExactly(
                        "GET /schemas?subjectPrefix=a%20b&latestOnly=true&limit=1000&offset=0",
                        "GET /schemas?subjectPrefix=a%20b&latestOnly=true&limit=1000&offset=2",
                        "GET /schemas?subjectPrefix=a%20b&latestOnly=true&limit=1000&offset=3");
    }

    @Test
    void readsAllSchemasOnceWhereARegistryKnowsNoParts() {
        registry.answering(200, "[" + USER + "]");
        List<RegisteredSchema> read = new ArrayList<>();

        client().eachSchema("", false, read::add);

        assertThat(read).hasSize(1);
    }

    @Test
    void readsSubjectBySubjectWhereARegistryListsNoSchemas() {
        registry.answering(404, "<html>no such page</html>")
                .answering(200, "[\"other\",\"a\"]")
                .answering(200, "[3]")
                .answering(200, USER);
        List<RegisteredSchema> read = new ArrayList<>();

        client().eachSchema("a", false, read::add);

        assertThat(read).extracting(RegisteredSchema::version).containsExactly(3);
        assertThat(registry.lines())
                .containsExactly(
                        "GET /schemas?subjectPrefix=a&latestOnly=false&limit=1000&offset=0",
                        "GET /subjects",
                        "GET /subjects/a/versions",
                        "GET /subjects/a/versions/3");
    }

    @Test
    void readsLevelsAndCompatibility() {
        registry.answering(200, "{\"compatibilityLevel\":\"FULL\"}")
                .answering(200, "{\"is_compatible\":false,\"messages\":[\"one\",\"two\"]}")
                .answering(200, "{\"compatibilityLevel\":\"SOMETIMES\"}");
        HttpRegistryClient client = client();

        assertThat(client.globalLevel()).isEqualTo(CompatibilityLevel.FULL);
        assertThat(client.testCompatibility("a", SchemaDefinition.of("\"int\"")))
                .isEqualTo(new CompatibilityResult(false, List.of("one", "two")));
        assertThatThrownBy(client::globalLevel)
                .hasMessage("The answer to /config names 'SOMETIMES', which is no compatibility level");
    }

    @ParameterizedTest
    @CsvSource({"408", "429", "500", "503"})
    void asksAgainWhileTheAnswerMayChange(int status) {
        registry.answering(status, error(status, "busy")).answering(status, error(status, "busy"));
        registry.answering(200, "[\"a\"]");

        List<String> subjects = new HttpRegistryClient(withRetries(registry.url())).subjects();

        assertThat(subjects).containsExactly("a");
        assertThat(registry.lines()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"401, 401", "404, 40401", "409, 40901", "422, 42201", "501, 501"})
    void asksOnceWhereTheAnswerWillStay(int status, int code) {
        registry.answering(status, error(code, "no"));

        assertThatThrownBy(() -> new HttpRegistryClient(withRetries(registry.url())).fetchLatest("a"))
                .isInstanceOf(RegistryException.class);
        assertThat(registry.lines()).hasSize(1);
    }

    @Test
    void givesUpAfterTheLastTry() {
        registry.answering(503, error(503, "down"));

        assertThatThrownBy(() -> new HttpRegistryClient(withRetries(registry.url())).subjects())
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        refused -> assertThat(refused.isTransient()).isTrue());
        assertThat(registry.lines()).hasSize(4);
    }

    @Test
    void goesToTheNextRegistryAndStaysThere() throws IOException {
        registry.answering(200, "[\"a\"]");
        try (ScriptedRegistry down = ScriptedRegistry.start()) {
            down.answering(503, error(503, "down"));
            HttpRegistryClient client = new HttpRegistryClient(withRetries(closedPort(), down.url(), registry.url()));

            client.subjects();
            client.subjects();

            assertThat(down.lines()).hasSize(1);
            assertThat(registry.lines()).hasSize(2);
        }
    }

    private static URI closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://localhost:" + socket.getLocalPort());
        }
    }

    @Test
    void saysThatNothingListens() throws IOException {
        URI nobody = closedPort();

        assertThatThrownBy(() -> new HttpRegistryClient(nobody, TIMEOUT).subjects())
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(RegistryException.Kind.UNREACHABLE))
                .hasMessage("The schema registry at " + nobody + " did not answer GET /subjects: Connection refused");
    }

    @Test
    void saysHowLongItWaited() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://localhost:" + silent.getLocalPort());
            RegistryConnection connection = withRetries(url).withTimeouts(TIMEOUT, Duration.ofSeconds(1));

            assertThatThrownBy(() -> new HttpRegistryClient(connection).subjects())
                    .hasMessage(
                            "The schema registry at " + url + " did not answer GET /subjects: no answer within PT1S")
                    .hasCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    @Timeout(60) // without the bound it would wait for ever
    void waitsNoLongerForABodyThanForAnAnswer() throws Exception {
        try (ServerSocket headersOnly = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://localhost:" + headersOnly.getLocalPort());
            RegistryConnection connection = withRetries(url).withTimeouts(TIMEOUT, Duration.ofSeconds(1));
            CompletableFuture<Socket> connected = CompletableFuture.supplyAsync(() -> {
                try {
                    Socket socket = headersOnly.accept();
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    return socket;
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });

            assertThatThrownBy(() -> new HttpRegistryClient(connection).subjects())
                    .hasMessage(
                            "The schema registry at " + url + " did not answer GET /subjects: no answer within PT1S")
                    .hasCauseInstanceOf(SocketTimeoutException.class);
            connected.get().close();
        }
    }

    @Test
    void saysWhoAsks() {
        registry.answering(200, "[]");
        URI withUser = URI.create(registry.url().toString().replace("//", "//ada:s3cret@"));

        new HttpRegistryClient(withUser, TIMEOUT).subjects();
        new HttpRegistryClient(withRetries(registry.url()).withCredentials(RegistryCredentials.basic("ci:pw")))
                .subjects();
        new HttpRegistryClient(withRetries(registry.url()).withCredentials(RegistryCredentials.bearer("t"))).subjects();
        new HttpRegistryClient(withRetries(withUser).withCredentials(RegistryCredentials.NONE)).subjects();

        assertThat(registry.requests().stream().map(request -> String.valueOf(request.authorization())))
                .containsExactly("Basic YWRhOnMzY3JldA==", "Basic Y2k6cHc=", "Bearer t", "null");
    }

    @Test
    void keepsThePasswordOutOfItsMessages() {
        registry.answering(401, error(401, "Unauthorized"));
        URI withUser = URI.create(registry.url().toString().replace("//", "//ada:s3cret@"));

        assertThatThrownBy(() -> new HttpRegistryClient(withUser, TIMEOUT).subjects())
                .hasMessage(
                        "The schema registry at " + registry.url() + " answered GET /subjects with 401: Unauthorized");
    }

    @Test
    void goesThroughAProxy() {
        registry.answering(200, "[]");
        var proxy = new java.net.InetSocketAddress("localhost", registry.url().getPort());

        new HttpRegistryClient(
                        withRetries(URI.create("http://registry.invalid:8081")).withProxy(proxy))
                .subjects();

        assertThat(registry.lines()).containsExactly("GET http://registry.invalid:8081/subjects");
    }
}
