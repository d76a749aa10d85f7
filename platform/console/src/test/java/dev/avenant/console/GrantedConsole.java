package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.console.Endpoints.Row;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A console whose users see and act on one of two topics, on both or on none, and to which all is known of both: schemas, contracts,
 * letters, groups and the services that read them.
 */
@Tag("broker")
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class GrantedConsole {

    static final String ADMIN = "ada";
    static final String OPERATOR = "olga";
    static final String VIEWER = "vic";
    static final String OTHER = "otto";
    static final String SPLIT = "sam";
    static final List<String> USERS = List.of(ADMIN, OPERATOR, VIEWER, OTHER, SPLIT);
    static final List<String> TOPICS = List.of("granted", "withheld");

    static final String API = "/api/v1";

    /** A further cluster, which has the Kafka and the registry of the default one. */
    static final String MIRROR = "mirror";

    /** Which of the topics each sees, and which they act on. */
    static final Map<String, Set<String>> SEEN = Map.of(
            ADMIN, Set.of("granted", "withheld"),
            OPERATOR, Set.of("granted"),
            VIEWER, Set.of("granted"),
            OTHER, Set.of("withheld"),
            SPLIT, Set.of("granted", "withheld"));

    static final Map<String, Set<String>> ACTED_ON = Map.of(
            ADMIN, Set.of("granted", "withheld"),
            OPERATOR, Set.of("granted"),
            VIEWER, Set.of(),
            OTHER, Set.of("withheld"),
            SPLIT, Set.of("withheld"));

    static final String SCHEMA = """
            {"type":"record","name":"Event","namespace":"%s","fields":[{"name":"text","type":"string","tags":["PII"]}]}""";
    static final String NEXT = """
            {"type":"record","name":"Event","namespace":"%s","fields":[{"name":"text","type":"string","tags":["PII"]},
             {"name":"more","type":"string","default":""}]}""";

    /** The service of each topic writes to it, and a service is declared to read it that does not. */
    static final String CONTRACT = """
              %1$s:
                owner: %1$s-service
                key: { type: string, meaning: any }
                partitions: 2
                subject: "{topic}-{name}"
                producers: [%1$s-service]
                events:
                  Event: { consumers: [%1$s-archive] }
            """;

    @TempDir
    static Path contracts;

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    /** Of all these tests in a JVM. */
    static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());

    static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private static final Map<String, ServiceProcess> SERVICES = new LinkedHashMap<>();
    static final Map<String, Integer> IDS = new HashMap<>();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.contracts", () -> contracts.resolve("contracts.yaml"));
        for (String topic : TOPICS) {
            ServiceProcess process = ServiceProcess.start(topic + "-readers", topic);
            String setting = "avenant.console.services[" + SERVICES.size() + "].";
            SERVICES.put(topic, process);
            properties.add(setting + "group", () -> topic + "-readers");
            properties.add(setting + "instances", process::url);
            String mirrored = setting.replace("services", "clusters.mirror.services");
            properties.add(mirrored + "group", () -> topic + "-readers");
            properties.add(mirrored + "instances", process::url);
        }
        properties.add("avenant.console.clusters.mirror.registry-url", registry::url);
        properties.add("avenant.console.clusters.mirror.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.clusters.mirror.contracts", () -> contracts.resolve("contracts.yaml"));
        LocalUser.add(
                properties,
                LocalUser.of(ADMIN, "p", "role=admin"),
                LocalUser.of(OPERATOR, "p", "role=operator,topics=granted,subjects=granted"),
                LocalUser.of(VIEWER, "p", "role=viewer,topics=granted,subjects=granted"),
                LocalUser.of(OTHER, "p", "role=operator,topics=withheld,subjects=withheld"),
                LocalUser.of(
                        SPLIT,
                        "p",
                        "role=viewer,topics=granted,subjects=granted",
                        "role=operator,topics=withheld,subjects=withheld"));
    }

    @BeforeAll
    static void somethingOfEach() throws Exception {
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            for (String topic : TOPICS) {
                IDS.put(
                        topic,
                        Objects.requireNonNull(
                                client.register(topic + "-Event", SchemaDefinition.of(SCHEMA.formatted(topic)), false)
                                        .id()));
                client.register(topic + "-Event", SchemaDefinition.of(NEXT.formatted(topic)), false);
            }
        }
        Files.writeString(
                contracts.resolve("contracts.yaml"),
                "topics:\n" + TOPICS.stream().map(CONTRACT::formatted).collect(Collectors.joining()));
        for (String topic : TOPICS) {
            Path folder = Files.createDirectories(contracts.resolve(topic + "/Event"));
            Files.writeString(folder.resolve("v1.avsc"), SCHEMA.formatted(topic));
            topics.create(1, topic, topic + ".billing.dlt", topic + ".billing.replay");
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            records.add(new ProducerRecord<>(topic, ("key-of-" + topic).getBytes(UTF_8), "text".getBytes(UTF_8)));
            ProducerRecord<byte[], byte[]> letter = LetterTopics.own(topic, 0, "k", "NOT_AVRO", "x".getBytes(UTF_8));
            records.add(new ProducerRecord<>(
                    topic + ".billing.dlt", 0, null, letter.key(), letter.value(), letter.headers()));
            topics.send(records);
            topics.commit(topic + "-readers", topic, 0, 1);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        SERVICES.values().forEach(ServiceProcess::close);
        SERVICES.clear();
        topics.deleteAll();
    }

    static String filled(String text, String topic) {
        return text.replace("T-Event", topic + "-Event")
                .replace("/T", "/" + topic)
                .replace("T:0", topic + ":0")
                .replace("ID", String.valueOf(IDS.get(topic)));
    }

    /** Somebody who asks, and goes nowhere that they are led to. */
    Visitor visitor(String user) {
        Visitor visitor = Visitor.of(port);
        if (!user.isEmpty()) {
            visitor.signedIn(user, "p");
        }
        return visitor.staying();
    }

    /** The same in a further cluster, or in the default one when the name is empty. */
    static String in(String cluster, String path) {
        if (cluster.isEmpty()) {
            return path;
        }
        String named = "/clusters/" + cluster;
        return path.startsWith(API + "/") ? API + named + path.substring(API.length()) : named + path;
    }

    static Visitor.Answer ask(Visitor visitor, String user, String token, String method, Row row, String topic) {
        return ask(visitor, user, token, method, row, filled(row.path(), topic), topic);
    }

    static Visitor.Answer ask(
            Visitor visitor, String user, String token, String method, Row row, String path, String topic) {
        Map<String, String> headers = new HashMap<>();
        if (row.isApi()) {
            headers.put("Accept", "application/json, text/event-stream");
            headers.put("Content-Type", "application/json");
            if (!user.isEmpty()) {
                headers.putAll(Visitor.basic(user, "p"));
            }
            return visitor.send(method, path, filled(row.body(), topic), headers);
        }
        if (method.equals("GET")) {
            return visitor.at(path);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : filled(row.body(), topic).split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], parts[1]);
        }
        fields.put("_csrf", token);
        return visitor.post(path, fields, Map.of());
    }

    static boolean sees(String user, String topic) {
        return Objects.requireNonNull(SEEN.get(user)).contains(topic);
    }

    private static ServiceProcess process(String topic) {
        return Objects.requireNonNull(SERVICES.get(topic));
    }

    static Map<String, Integer> written() {
        Map<String, Integer> counts = new HashMap<>();
        for (String topic : TOPICS) {
            counts.put(topic + ".dlt", topics.read(topic + ".billing.dlt").size());
            counts.put(topic + ".replay", topics.read(topic + ".billing.replay").size());
            counts.put(topic + ".told", process(topic).told().size());
        }
        return counts;
    }
}
