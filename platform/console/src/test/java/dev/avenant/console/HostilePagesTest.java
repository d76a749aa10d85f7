package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.report.AddressedSchema;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Whatever may be named or written from outside holds a script, an image that is none, and characters that turn the writing:
 * documentation, names, payloads, headers, groups, clients, contracts, failures and reasons. Each page shows it as text.
 */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.cluster=west",
            "avenant.console.clusters.east.registry-url=http://localhost:1",
            "avenant.console.clusters.east.bootstrap-servers=localhost:1"
        })
class HostilePagesTest {

    private static final String EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>'\"&\u202egpj.exe\u2066";
    private static final String TOPIC = "hostile";
    private static final String LARGE = "hostile-large";
    private static final String GROUP = "hostile-readers" + EVIL;
    private static final String SUBJECT = "hostile-Event" + EVIL;
    private static final String USER = "ada " + EVIL;
    private static final int LARGE_BYTES = 10_000_000;

    /** A page shows 100,000 characters of a value at most, and some more around it. */
    private static final int LARGEST_PAGE = 300_000;

    /** Pages on which nothing of it has a place: nobody must think that they were tried. */
    private static final Set<String> SHOWING_NONE = Set.of(
            "GET /subjects/{subject}/diff",
            "GET /topics",
            "GET /topics/{topic}/tail",
            "GET /topics/{topic}/tail/records",
            "language",
            "no cluster",
            "no page",
            "page of another cluster",
            "topic of another cluster");

    @TempDir
    static Path folder;

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @SuppressWarnings("NullAway.Init")
    private static KafkaConsumer<byte[], byte[]> member;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.contracts", () -> folder.resolve("contracts.yaml"));
        LocalUser.add(properties, LocalUser.of(USER, "p", "role=admin"));
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String schema(String more) {
        return """
                {"type":"record","name":"Event","namespace":"hostile","doc":"%1$s","tags":["%1$s"],"fields":[
                 {"name":"text","type":"string","doc":"%1$s","default":"%1$s","confluent:tags":["%1$s"]}%2$s]}""".formatted(quoted(EVIL), more);
    }

    @BeforeAll
    static void nothingButHostileThings() throws Exception {
        int id;
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            client.setLevel(SUBJECT, CompatibilityLevel.NONE);
            client.setLevel("hostile-Event", CompatibilityLevel.NONE);
            id = Objects.requireNonNull(client.register("hostile-Event", SchemaDefinition.of(schema("")), false)
                    .id());
            client.register(SUBJECT, SchemaDefinition.of(schema("")), false);
            String next = schema(",{\"name\":\"more\",\"type\":\"long\",\"doc\":\"" + quoted(EVIL) + "\"}");
            client.register("hostile-Event", SchemaDefinition.of(next), false);
            client.register(SUBJECT, SchemaDefinition.of(next), false);
        }
        Files.writeString(folder.resolve("contracts.yaml"), """
                topics:
                  hostile:
                    description: "%1$s"
                    owner: "%1$s"
                    key: { type: string, meaning: "%1$s" }
                    partitions: 2
                    subject: "{topic}-{name}"
                    producers: ["%1$s"]
                    events:
                      Event: { consumers: ["%1$s"] }
                waivers:
                  - rule: field-without-default
                    path: hostile/Event/*
                    reason: "%1$s"
                    owner: "%1$s"
                    expires: 2099-12-31
                """.formatted(quoted(EVIL)));
        Path own = Files.createDirectories(folder.resolve("hostile/Event"));
        Files.writeString(own.resolve("v1.avsc"), schema(""));
        topics.create(1, TOPIC, "hostile.billing.dlt", "hostile.billing.replay");
        fill(id);
        topics.commit("hostile-idle" + EVIL, TOPIC, 0, 1);
        member = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        GROUP,
                        "client.id",
                        EVIL,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        member.subscribe(List.of(TOPIC));
        while (member.poll(Duration.ofMillis(200)).isEmpty()) {
            // joins the group first
        }
        member.commitSync();
    }

    private static void fill(int id) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<String, String> large = Map.of("max.message.bytes", String.valueOf(LARGE_BYTES + 100_000));
            admin.createTopics(List.of(
                            new NewTopic(LARGE, 1, (short) 1).configs(large),
                            new NewTopic(LARGE + ".billing.dlt", 1, (short) 1).configs(large),
                            new NewTopic(LARGE + ".billing.replay", 1, (short) 1).configs(large)))
                    .all()
                    .get();
        }
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "max.request.size",
                LARGE_BYTES + 100_000,
                "transactional.id",
                EVIL);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            String padding = "<script>alert(3)</script>\u202e".repeat(LARGE_BYTES / 28);
            for (ProducerRecord<byte[], byte[]> record : List.of(
                    event(TOPIC, value(id, EVIL)),
                    letter(TOPIC, value(id, EVIL)),
                    letter(TOPIC, EVIL.getBytes(UTF_8)),
                    event(LARGE, value(id, padding)),
                    letter(LARGE, value(id, padding)),
                    letter(LARGE, padding.getBytes(UTF_8)))) {
                var unused = producer.send(record);
            }
            producer.commitTransaction();
        }
    }

    private static byte[] value(int id, String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        encoder.writeString(text);
        encoder.flush();
        return new WirePrefix(id).before(bytes.toByteArray());
    }

    private static ProducerRecord<byte[], byte[]> event(String topic, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, ("key " + EVIL).getBytes(UTF_8), value);
        Map.of("ce_id", "e-1", "ce_type", EVIL, "ce_source", EVIL, "ce_correlationid", EVIL, EVIL, EVIL)
                .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> letter(String topic, byte[] value) {
        ProducerRecord<byte[], byte[]> own = LetterTopics.own(topic, 0, "key " + EVIL, "HANDLER_FAILED", value);
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic + ".billing.dlt", 0, null, own.key(), own.value(), own.headers());
        for (String name : List.of("group", "exception", "message", "stacktrace")) {
            letter.headers().remove("avenant-dlt-" + name).add("avenant-dlt-" + name, EVIL.getBytes(UTF_8));
        }
        letter.headers().add("ce_id", "e-1".getBytes(UTF_8)).add(EVIL, EVIL.getBytes(UTF_8));
        return letter;
    }

    @AfterAll
    static void stop() throws Exception {
        member.close();
        topics.delete(LARGE);
        topics.delete(LARGE + ".billing.dlt");
        topics.delete(LARGE + ".billing.replay");
        topics.deleteAll();
        registry.close();
    }

    private Visitor visitor() {
        return Visitor.of(port).signedIn(USER, "p").staying();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /**
     * What a page would obey. What is written out has a backslash or an entity in its place; but what is in an input is sent again
     * as it was, and turns no writing beside it.
     */
    private static List<String> obeyed(String html) {
        List<String> found = new ArrayList<>();
        String shown = html.replaceAll("(<(?:input|option|button)[^>]* value=)\"[^\"]*\"", "$1")
                .replaceAll("(?s)(<textarea[^>]*>).*?</textarea>", "$1");
        for (String part : List.of("\u202e", "\u2066")) {
            int at = shown.indexOf(part);
            if (at >= 0) {
                found.add(shown.substring(Math.max(0, at - 200), at + 1).replace('\n', ' '));
            }
        }
        for (String part : List.of("<script>alert", "<img", "alert(2)>")) {
            if (html.contains(part)) {
                found.add(part);
            }
        }
        return found;
    }

    /** The pages of the matrix, about what is hostile, and each once more about the subject whose name is. */
    private static Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>();
        Endpoints.ROWS.forEach((endpoint, row) -> {
            String path = row.path()
                    .replace("/T-readers", "/" + encoded(GROUP))
                    .replace("T-Event", "hostile-Event")
                    .replace("/T", "/" + TOPIC)
                    .replace("ID", "1")
                    .replace("seconds=0", "seconds=1");
            if (endpoint.startsWith("GET /") && !path.startsWith("/api/") && !path.equals("/sign-in")) {
                pages.put(endpoint, path);
                if (path.contains("hostile-Event") && !path.contains("produce")) {
                    pages.put(endpoint + " (name)", path.replace("hostile-Event", encoded(SUBJECT)));
                }
            }
        });
        String evil = encoded(EVIL);
        pages.put("search", "/search?q=" + evil);
        pages.put("subjects", "/subjects?q=" + evil);
        pages.put("topic by key", "/topics/hostile?key=" + evil);
        pages.put("topic by type", "/topics/hostile?type=" + evil);
        pages.put("topic by header", "/topics/hostile?header=" + evil);
        pages.put(
                "topic by expression",
                "/topics/hostile?where=" + encoded("value.text == '" + EVIL.replace("'", "")) + "'");
        pages.put("topic by wrong expression", "/topics/hostile?where=" + evil);
        pages.put("topic by wrong offset", "/topics/hostile?offset=" + evil);
        pages.put("page of records", "/topics/hostile?before=" + evil);
        pages.put("correlation", "/correlation?id=" + evil);
        pages.put("correlation since", "/correlation?id=e-1&since=" + evil);
        pages.put("tail", "/topics/hostile/tail?key=" + evil + "&where=" + evil);
        pages.put("no topic", "/topics/" + evil);
        pages.put("no subject", "/subjects/" + evil);
        pages.put("no group", "/groups/" + evil);
        pages.put("no page", "/" + evil);
        pages.put("no cluster", "/clusters/" + evil + "/topics");
        pages.put("page of another cluster", "/clusters/east/" + evil);
        pages.put("topic of another cluster", "/clusters/east/topics/" + evil);
        pages.put("lineage of", "/contracts/lineage?of=" + evil);
        pages.put("lineage of a service", "/contracts/lineage?of=" + TOPIC);
        pages.put("contracts", "/contracts?q=" + evil);
        pages.put("schemas of a topic", "/contracts/topics/hostile?schemas=true");
        pages.put("letters by exception", "/dead-letters/hostile.billing.dlt?exception=" + evil);
        pages.put("letters by key", "/dead-letters/hostile.billing.dlt?key=" + evil);
        pages.put("letters by state", "/dead-letters/hostile.billing.dlt?state=" + evil);
        pages.put("other letter", "/dead-letters/hostile.billing.dlt/0/1");
        pages.put("replay to", "/dead-letters/hostile.billing.dlt/replay?to=topic&topic=" + evil);
        pages.put(
                "proposal",
                "/changes/hostile-Event/proposed?schema="
                        + AddressedSchema.encode(
                                schema(",{\"name\":\"third\",\"type\":\"int\",\"doc\":\"" + quoted(EVIL) + "\"}")));
        pages.put("reset", "/groups/" + encoded(GROUP) + "/reset?to=" + evil + "&value=" + evil);
        pages.put("produce of no subject", "/topics/hostile/produce?subject=" + evil);
        pages.put("idle group", "/groups/" + encoded("hostile-idle" + EVIL));
        pages.put("language", "/topics?lang=" + evil);
        return pages;
    }

    @Test
    void noPageObeysWhatComesFromOutside() {
        Visitor visitor = visitor();
        Map<String, String> pages = pages();
        List<String> wrong = new ArrayList<>();
        TreeSet<String> showing = new TreeSet<>();
        for (String language : List.of("en", "de")) {
            pages.forEach((name, path) -> {
                Visitor.Answer answer = visitor.at(path, Map.of("Accept-Language", language));
                String html = answer.page().html();
                List<String> obeyed = obeyed(html);
                if (!obeyed.isEmpty() || (answer.status() >= 500 && !path.startsWith("/clusters/east"))) {
                    wrong.add(name + ": " + answer.status() + " " + obeyed);
                }
                // The name of who signed in stands on every page.
                if (html.replaceAll("(?s)<form class=\"user\".*?</form>", "").contains("&lt;script&gt;alert(1)")) {
                    showing.add(name);
                }
                if (!answer.page().header("Content-Security-Policy").contains("script-src 'self';")
                        && answer.status() != 400) {
                    wrong.add(name + ": no policy");
                }
            });
        }

        assertThat(wrong).isEmpty();
        assertThat(pages.keySet()).hasSize(showing.size() + SHOWING_NONE.size());
        assertThat(showing).doesNotContainAnyElementsOf(SHOWING_NONE);
    }

    @Test
    void programsAreToldItAsData() {
        Map<String, String> headers = Map.of(
                "Accept",
                "application/json",
                "Authorization",
                Objects.requireNonNull(Visitor.basic(USER, "p").get("Authorization")));
        Visitor program = Visitor.of(port);
        List<String> wrong = new ArrayList<>();
        pages().forEach((name, path) -> {
            Visitor.Answer answer = program.at("/api/v1" + path, headers);
            String type = answer.page().header("Content-Type");
            if (!type.matches("application/(problem\\+)?json.*|text/event-stream.*")
                    || !answer.page().header("X-Content-Type-Options").equals("nosniff")
                    || (answer.status() >= 500 && !path.startsWith("/clusters/east"))) {
                wrong.add(name + ": " + answer.status() + " " + type);
            }
        });

        assertThat(wrong).isEmpty();
    }

    /** Values of ten megabytes, one of them no Avro. */
    @Test
    void aLargeValueMakesNoLargePage() {
        Visitor visitor = visitor();
        List<String> wrong = new ArrayList<>();
        for (String path : List.of(
                "/topics/hostile-large",
                "/topics/hostile-large/0/0",
                "/topics/hostile-large?where=" + encoded("value.text.contains('alert(3)')"),
                "/topics/hostile-large/tail",
                "/correlation?id=e-1",
                "/contracts/topics/hostile-large?schemas=true",
                "/dead-letters/hostile-large.billing.dlt",
                "/dead-letters/hostile-large.billing.dlt/0/0",
                "/dead-letters/hostile-large.billing.dlt/0/1",
                "/dead-letters/hostile-large.billing.dlt/0/0/edit",
                "/dead-letters/hostile-large.billing.dlt/replay",
                "/dead-letters/hostile-large.billing.dlt/drop")) {
            Visitor.Answer answer = visitor.at(path);
            int size = answer.page().html().length();
            if (answer.status() != 200
                    || size > LARGEST_PAGE
                    || !obeyed(answer.page().html()).isEmpty()) {
                wrong.add(path + ": " + answer.status() + " " + size + " "
                        + obeyed(answer.page().html()));
            }
        }

        assertThat(wrong).isEmpty();
    }
}
