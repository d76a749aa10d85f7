package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Topics are followed by streams that show what came, say what they left out, and end. */
@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EventTailTest {

    private static final String PAID = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [
             {"name": "amount", "type": "long"}, {"name": "payer", "type": "string", "tags": ["PII"]}]}""";

    private static final List<String> MANY =
            IntStream.rangeClosed(1, 8).mapToObj(number -> "many" + number).toList();

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @LocalServerPort
    private int port;

    private final List<Stream<String>> open = new ArrayList<>();
    private String topic = "";

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        LocalUser.add(
                properties,
                Stream.concat(
                                Stream.of(LocalUser.of("ada", "p", "role=admin")),
                                Stream.concat(Stream.of("vic", "hal", "wim"), MANY.stream())
                                        .map(name -> LocalUser.of(name, "p", "role=viewer,topics=tailed-")))
                        .toArray(LocalUser[]::new));
    }

    @BeforeEach
    void aTopic(TestInfo test) throws Exception {
        topic = "tailed-" + test.getTestMethod().orElseThrow().getName();
        topics.create(1, topic);
    }

    @AfterEach
    void stopListening() {
        open.forEach(Stream::close);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        topics.deleteAll();
    }

    /** Listens as a program does, and keeps the lines that it hears. */
    private List<String> listen(String path, String user) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((user + ":p").getBytes(UTF_8)))
                .build();
        return heard(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines()));
    }

    private List<String> heard(HttpResponse<Stream<String>> answer) {
        List<String> lines = java.util.Collections.synchronizedList(new ArrayList<>());
        open.add(answer.body());
        Thread listener = new Thread(() -> {
            try {
                answer.body().forEach(lines::add);
            } catch (RuntimeException closed) {
                // the test has ended
            }
            lines.add("closed");
        });
        listener.setDaemon(true);
        listener.start();
        if (answer.statusCode() == 200) {
            awaitLine(lines, "event: status");
        }
        return lines;
    }

    private static void awaitLine(List<String> lines, String part) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(String.join("\n", List.copyOf(lines))).contains(part));
    }

    private void send(Object... values) {
        topics.send(Stream.of(values)
                .map(value -> new ProducerRecord<>(
                        topic,
                        0,
                        "k".getBytes(UTF_8),
                        value instanceof byte[] bytes ? bytes : value.toString().getBytes(UTF_8)))
                .toList());
    }

    private static byte[] paid(long amount, String payer) throws Exception {
        Schema schema = new Schema.Parser().parse(PAID);
        int id;
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            id = Objects.requireNonNull(
                    client.register("tailed", SchemaDefinition.of(PAID), false).id());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        String json = "{\"amount\": " + amount + ", \"payer\": \"" + payer + "\"}";
        new GenericDatumWriter<>(schema)
                .write(
                        new GenericDatumReader<>(schema)
                                .read(null, DecoderFactory.get().jsonDecoder(schema, json)),
                        encoder);
        encoder.flush();
        return new WirePrefix(id).before(bytes.toByteArray());
    }

    @Test
    void showsWhatComesWithoutPersonalData() throws Exception {
        send("before");
        String where = URLEncoder.encode("value.amount > 5 && value.payer != 'Ada'", UTF_8);
        List<String> all = listen("/api/v1/topics/" + topic + "/records/live", "ada");
        List<String> some = listen("/api/v1/topics/" + topic + "/records/live?where=" + where, "vic");

        send(paid(7, "Ada"), paid(3, "Bob"), "no Avro");

        awaitLine(all, "\"offset\":3");
        awaitLine(some, "\"unevaluated\":{\"count\":1,\"partition\":0,\"offset\":3,");
        assertThat(String.join("\n", all))
                .contains(
                        "\"type\":\"shop.Paid\"",
                        "\\\"payer\\\":\\\"Ada\\\"",
                        "\"came\":3,\"shown\":3,\"cut\":0,\"passed\":0")
                .doesNotContain("\"offset\":0");
        assertThat(String.join("\n", some))
                .contains("{\\\"amount\\\":7,\\\"payer\\\":\\\"•••\\\"}", "\"came\":3,\"shown\":1,")
                .doesNotContain("Ada", "Bob");
    }

    @Test
    void saysHowManyItLeftOut() throws Exception {
        List<String> lines = listen("/api/v1/topics/" + topic + "/records/live", "ada");

        send(IntStream.range(0, 5000).mapToObj(number -> "v" + number).toArray());

        awaitLine(lines, "\"came\":5000");
        String heard = String.join("\n", lines);
        assertThat(heard).contains("\"offset\":4999");
        assertThat(heard.substring(heard.lastIndexOf("\"shown\":")))
                .matches("(?s)\"shown\":([0-9]{2,3}),\"cut\":(4[0-9]{3}),\"passed\":0.*");
    }

    @Test
    void endsWithItsTimeWithTheSessionAndWithTheTopic() throws Exception {
        List<String> timed = listen("/api/v1/topics/" + topic + "/records/live?seconds=1", "vic");
        awaitLine(timed, "event: ended\ndata: {\"problem\":null}");
        awaitLine(timed, "closed");

        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        Visitor visitor = Visitor.of(port).signedIn("vic", "p");
        visitor.cookies()
                .forEach(cookie -> cookies.getCookieStore().add(URI.create("http://localhost:" + port), cookie));
        List<String> page = heard(browser.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/topics/" + topic + "/tail/records"))
                        .header("Accept", "text/event-stream")
                        .header("Accept-Language", "en")
                        .build(),
                HttpResponse.BodyHandlers.ofLines()));
        visitor.submit("/topics", "/sign-out", Map.of());

        awaitLine(page, "it may not be seen any more, or the session ended. Reload the page.");
        awaitLine(page, "closed");

        List<String> deleted = listen("/api/v1/topics/" + topic + "/records/live", "vic");
        topics.delete(topic);
        awaitLine(deleted, "event: ended");
    }

    @Test
    void isForSoManyAtOnceAndNoMore() throws Exception {
        String path = "/api/v1/topics/" + topic + "/records/live";
        for (int number = 0; number < 3; number++) {
            listen(path, "vic");
        }

        Map<String, String> headers = new HashMap<>(Visitor.basic("vic", "p"));
        headers.put("Accept", "text/event-stream");
        Visitor.Answer refused = Visitor.of(port).at(path, headers);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.page().html())
                .contains(
                        "As many topics are followed as may be at once, which is 3. Close another page that follows one.");
        // Nobody says that they have gone, and nothing comes that would be written to them.
        open.forEach(Stream::close);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Visitor.of(port)
                                .at(path + "?seconds=0", headers)
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void allTogetherFollowSoManyAtOnceAndNoMore() throws Exception {
        String path = "/api/v1/topics/" + topic + "/records/live";
        for (String user : MANY) {
            for (int number = 0; number < 3; number++) {
                listen(path, user);
            }
        }

        Map<String, String> headers = new HashMap<>(Visitor.basic("ada", "p"));
        headers.put("Accept", "text/event-stream");
        Visitor.Answer refused = Visitor.of(port).at(path, headers);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.page().html()).contains("As many topics are followed as may be at once, which is 24.");
        open.forEach(Stream::close);
        send("wakes them up");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Visitor.of(port)
                                .at(path + "?seconds=0", headers)
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void whoeverAsksForTheHeadAloneFollowsNothing() {
        Map<String, String> headers = new HashMap<>(Visitor.basic("hal", "p"));
        headers.put("Accept", "text/event-stream");
        Visitor hal = Visitor.of(port);

        for (int number = 0; number < 5; number++) {
            Visitor.Answer head = hal.send("HEAD", "/api/v1/topics/" + topic + "/records/live", "", headers);

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.page().header("Content-Type")).startsWith("text/event-stream");
        }
    }

    @Test
    void countsWhoeverSignedInAsOneWhereverTheyAre() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            List<String> statuses = new ArrayList<>();
            for (String address : List.of("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")) {
                Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(address), 0);
                sockets.add(socket);
                String request = "GET /api/v1/topics/" + topic + "/records/live HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nAccept: text/event-stream\r\nAuthorization: "
                        + Visitor.basic("wim", "p").get("Authorization") + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(UTF_8));
                statuses.add(new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), UTF_8));
            }

            assertThat(statuses).containsExactly("HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 429");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void refusesAnExpressionThatIsNoneAndATopicThatIsNotThere() {
        Visitor vic = Visitor.of(port).signedIn("vic", "p");

        Visitor.Answer wrong = vic.at("/topics/" + topic + "/tail?where=nothing");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("line 1, column 1: undeclared reference to 'nothing'.");
        assertThat(wrong.page().html()).doesNotContain("sse-connect");
        assertThat(vic.at("/topics/tailed-nowhere/tail").status()).isEqualTo(404);
        for (int number = 0; number < 5; number++) {
            assertThat(vic.at("/topics/tailed-nowhere/tail/records").status()).isEqualTo(404);
        }
    }
}
