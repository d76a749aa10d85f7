package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.cli.CalledInTest;
import dev.avenant.contracts.report.AddressedSchema;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Everybody asks for everything, as a page and by the REST API. What there is to ask for is read from the console itself, so
 * that nothing is added without saying here who may.
 */
@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class AccessMatrixTest {

    /** What a request needs to be answered. */
    enum Needs {
        /** Nothing. */
        NOTHING,
        /** To be signed in; the answer has what the user sees and no more. */
        ANY_GRANT,
        /** To see the topic, subject or group that it names. */
        SEEING,
        /** To be an operator of the topic that it names. */
        ACTING,
        /** To be an admin. */
        ADMIN
    }

    /**
     * Something to ask for.
     *
     * @param path with the topic, {@code granted} or {@code withheld}, in the place of T, and its schema id in that of ID
     * @param body a form of fields or JSON; empty for none
     */
    record Row(Needs needs, String path, String body) {}

    private static final String ADMIN = "ada";
    private static final String OPERATOR = "olga";
    private static final String VIEWER = "vic";
    private static final String OTHER = "otto";
    private static final String SPLIT = "sam";
    private static final List<String> USERS = List.of(ADMIN, OPERATOR, VIEWER, OTHER, SPLIT);
    private static final List<String> TOPICS = List.of("granted", "withheld");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private static final String API = "/api/v1";

    /** A further cluster, which has the Kafka and the registry of the default one. */
    private static final String MIRROR = "mirror";

    /** Which of the topics each sees, and which they act on. */
    private static final Map<String, Set<String>> SEEN = Map.of(
            ADMIN, Set.of("granted", "withheld"),
            OPERATOR, Set.of("granted"),
            VIEWER, Set.of("granted"),
            OTHER, Set.of("withheld"),
            SPLIT, Set.of("granted", "withheld"));

    private static final Map<String, Set<String>> ACTED_ON = Map.of(
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

    private static final String INT = AddressedSchema.encode("\"int\"");

    /** What has no twin of the same address in the REST API, when it is looked at. */
    private static final Set<String> PAGES_ALONE = Set.of(
            "/sign-in", "/", "/subjects/{subject}/check", "/topics/{topic}/tail", "/topics/{topic}/tail/records");

    /** What is of all clusters together. */
    private static final Set<String> OF_NO_CLUSTER = Set.of("/sign-in", "/api/v1/clusters");

    static final Map<String, Row> ROWS = rows();

    /**
     * A command that asks the console.
     *
     * @param line with the topic in the place of T, and its schema id in that of ID
     * @param looking what makes it change nothing; empty when it does not, or nothing that matters
     */
    record CommandRow(Needs needs, String line, String looking) {}

    private static final List<CommandRow> COMMANDS = List.of(
            new CommandRow(Needs.ANY_GRANT, "subjects list", ""),
            new CommandRow(Needs.SEEING, "subjects show T-Event", ""),
            new CommandRow(Needs.SEEING, "subjects show --id ID", ""),
            new CommandRow(Needs.SEEING, "subjects versions T-Event", ""),
            new CommandRow(Needs.SEEING, "subjects usage T-Event", ""),
            new CommandRow(Needs.ANY_GRANT, "topics list", ""),
            new CommandRow(Needs.SEEING, "topics show T", ""),
            new CommandRow(Needs.SEEING, "events search T", ""),
            new CommandRow(Needs.SEEING, "events search T --offset 0:0", ""),
            new CommandRow(Needs.SEEING, "events tail T --from-beginning --until-end", ""),
            new CommandRow(Needs.ANY_GRANT, "events follow e-1", ""),
            new CommandRow(Needs.ACTING, "events produce T --event Event --key k", ""),
            new CommandRow(Needs.ANY_GRANT, "groups list", ""),
            new CommandRow(Needs.SEEING, "groups show T-readers", ""),
            new CommandRow(Needs.ACTING, "groups reset T-readers --to-offset 1 --execute", ""),
            new CommandRow(Needs.ACTING, "groups pause T-readers", ""),
            new CommandRow(Needs.ACTING, "groups resume T-readers", ""),
            new CommandRow(Needs.ANY_GRANT, "dead-letters list", ""),
            new CommandRow(Needs.SEEING, "dead-letters show T.billing.dlt", ""),
            new CommandRow(Needs.SEEING, "dead-letters explain T.billing.dlt --offset 0:0", ""),
            new CommandRow(Needs.ACTING, "dead-letters replay T.billing.dlt --all", " --dry-run"),
            new CommandRow(
                    Needs.ACTING,
                    "dead-letters replay T.billing.dlt --offset 0:0 --edit VALUE --subject T-Event --schema-version 1",
                    " --dry-run"),
            new CommandRow(Needs.ACTING, "dead-letters drop T.billing.dlt --all --reason none", " --dry-run"));

    @TempDir
    static Path contracts;

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private static final Map<String, ServiceProcess> SERVICES = new LinkedHashMap<>();
    private static final Map<String, Integer> IDS = new HashMap<>();

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    @SuppressWarnings("NullAway.Init")
    private RequestMappingHandlerMapping mappings;

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        String letters = "/dead-letters/{topic}";
        String letter = letters + "/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}";
        rows.put("GET /sign-in", new Row(Needs.NOTHING, "/sign-in", ""));
        rows.put("GET /", new Row(Needs.ANY_GRANT, "/", ""));
        rows.put("GET /overview", new Row(Needs.ANY_GRANT, "/overview", ""));
        rows.put("GET /search", new Row(Needs.ANY_GRANT, "/search?q=e", ""));
        rows.put("GET /subjects", new Row(Needs.ANY_GRANT, "/subjects", ""));
        rows.put("GET /subjects/{subject}", new Row(Needs.SEEING, "/subjects/T-Event", ""));
        rows.put("GET /subjects/{subject}/diff", new Row(Needs.SEEING, "/subjects/T-Event/diff?from=1&to=2", ""));
        rows.put("GET /subjects/{subject}/check", new Row(Needs.SEEING, "/subjects/T-Event/check", ""));
        rows.put("POST /subjects/{subject}/check", new Row(Needs.SEEING, "/subjects/T-Event/check", "schema=\"int\""));
        rows.put("GET /subjects/{subject}/usage", new Row(Needs.SEEING, "/subjects/T-Event/usage", ""));
        rows.put("GET /changes/{subject}/{from}..{to}", new Row(Needs.SEEING, "/changes/T-Event/1..2", ""));
        rows.put(
                "GET /changes/{subject}/proposed",
                new Row(Needs.SEEING, "/changes/T-Event/proposed?schema=" + INT, ""));
        rows.put("GET /schemas/{id}", new Row(Needs.SEEING, "/schemas/ID", ""));
        rows.put("GET /topics", new Row(Needs.ANY_GRANT, "/topics", ""));
        rows.put("GET /topics/{topic}", new Row(Needs.SEEING, "/topics/T", ""));
        rows.put(
                "GET /topics/{topic}/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}",
                new Row(Needs.SEEING, "/topics/T/0/0", ""));
        rows.put("GET /contracts", new Row(Needs.ANY_GRANT, "/contracts", ""));
        rows.put("GET /contracts/lineage", new Row(Needs.ANY_GRANT, "/contracts/lineage", ""));
        rows.put("GET /contracts/drift", new Row(Needs.ANY_GRANT, "/contracts/drift", ""));
        rows.put("GET /contracts/topics/{topic}", new Row(Needs.SEEING, "/contracts/topics/T", ""));
        rows.put("GET /topics/{topic}/tail", new Row(Needs.SEEING, "/topics/T/tail", ""));
        rows.put("GET /topics/{topic}/tail/records", new Row(Needs.SEEING, "/topics/T/tail/records?seconds=1", ""));
        rows.put("GET /topics/{topic}/produce", new Row(Needs.ACTING, "/topics/T/produce?subject=T-Event", ""));
        rows.put(
                "POST /topics/{topic}/produce",
                new Row(Needs.ACTING, "/topics/T/produce", "subject=T-Event&action=check&key=k&v.text=x"));
        rows.put("GET /correlation", new Row(Needs.ANY_GRANT, "/correlation?id=e-1", ""));
        rows.put("GET /groups", new Row(Needs.ANY_GRANT, "/groups", ""));
        rows.put("GET /groups/{group}", new Row(Needs.SEEING, "/groups/T-readers", ""));
        rows.put("GET /groups/{group}/reset", new Row(Needs.ACTING, "/groups/T-readers/reset?to=earliest", ""));
        rows.put("POST /groups/{group}/reset", new Row(Needs.ACTING, "/groups/T-readers/reset", "listed=T:0:1:1"));
        rows.put("POST /groups/{group}/pause", new Row(Needs.ACTING, "/groups/T-readers/pause", "topic="));
        rows.put("POST /groups/{group}/resume", new Row(Needs.ACTING, "/groups/T-readers/resume", "topic="));
        rows.put("GET /dead-letters", new Row(Needs.ANY_GRANT, "/dead-letters", ""));
        rows.put("GET " + letters, new Row(Needs.SEEING, "/dead-letters/T.billing.dlt", ""));
        rows.put("GET " + letter, new Row(Needs.SEEING, "/dead-letters/T.billing.dlt/0/0", ""));
        rows.put("GET " + letters + "/replay", new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/replay", ""));
        rows.put("POST " + letters + "/replay", new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/replay", "rate="));
        rows.put("GET " + letters + "/drop", new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/drop", ""));
        rows.put(
                "POST " + letters + "/drop",
                new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/drop?key=nobodys", "reason=none"));
        rows.put(
                "POST " + letters + "/{action:replay|drop}/stop",
                new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/drop/stop", "x=y"));
        rows.put("GET " + letter + "/edit", new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/0/0/edit", ""));
        rows.put(
                "POST " + letter + "/edit",
                new Row(
                        Needs.ACTING,
                        "/dead-letters/T.billing.dlt/0/0/edit",
                        "subject=T-Event&version=1&value={\"text\":\"x\"}"));
        rows.put("GET /audit", new Row(Needs.ADMIN, "/audit", ""));
        Map<String, String> bodies = new HashMap<>(Map.of(
                "POST /subjects/{subject}/check",
                "{\"schema\":\"\\\"int\\\"\"}",
                "POST /topics/{topic}/produce",
                "{\"subject\":\"T-Event\",\"key\":\"k\",\"value\":\"{\\\"text\\\":\\\"x\\\",\\\"more\\\":\\\"\\\"}\"}",
                "POST /groups/{group}/reset",
                "{\"listed\":\"T:0:1:1\"}",
                "POST " + letters + "/replay",
                "{\"listed\":\"00000000-0000-0000-0000-000000000000,0:0\"}",
                "POST " + letters + "/drop",
                "{\"listed\":\"00000000-0000-0000-0000-000000000001,0:0\",\"reason\":\"x\"}",
                "POST " + letters + "/{action:replay|drop}/stop",
                "{}",
                "POST " + letter + "/edit",
                "{\"subject\":\"T-Event\",\"version\":1,\"value\":\"{\\\"text\\\":\\\"x\\\"}\"}"));
        bodies.put("POST /groups/{group}/pause", "{}");
        bodies.put("POST /groups/{group}/resume", "{}");
        Map<String, Row> all = new LinkedHashMap<>(rows);
        rows.forEach((endpoint, row) -> {
            String path = endpoint.substring(endpoint.indexOf(' ') + 1);
            if (!PAGES_ALONE.contains(path) || endpoint.startsWith("POST")) {
                String api = row.path().startsWith("/topics/T/0/0") ? "/topics/T/records/0/0" : row.path();
                String pattern = path.startsWith("/topics/{topic}/{partition")
                        ? "/topics/{topic}/records/{partition}/{offset}"
                        : path;
                all.put(
                        endpoint.substring(0, endpoint.indexOf(' ')) + " /api/v1" + pattern,
                        new Row(row.needs(), "/api/v1" + api, bodies.getOrDefault(endpoint, "")));
            }
        });
        all.put(
                "GET /api/v1/topics/{topic}/records/live",
                new Row(Needs.SEEING, "/api/v1/topics/T/records/live?seconds=1", ""));
        all.put(
                "GET /api/v1/subjects/{subject}/versions",
                new Row(Needs.SEEING, "/api/v1/subjects/T-Event/versions", ""));
        all.put("GET /api/v1/clusters", new Row(Needs.ANY_GRANT, "/api/v1/clusters", ""));
        all.put("GET /api/v1/topics/{topic}/records", new Row(Needs.SEEING, "/api/v1/topics/T/records", ""));
        return all;
    }

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
        registry.close();
        topics.deleteAll();
    }

    private static boolean isApi(Row row) {
        return row.path().startsWith("/api/");
    }

    /** What the console says that there is to ask for. */
    private Set<String> endpoints() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("dev.avenant."))
                .flatMap(entry -> methods(entry.getKey().getMethodsCondition().getMethods())
                        .flatMap(method ->
                                entry.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> methods(Set<RequestMethod> methods) {
        return methods.isEmpty() ? Stream.of("ANY") : methods.stream().map(RequestMethod::name);
    }

    @Test
    void everyEndpointHasARow() {
        assertThat(endpoints()).isEqualTo(new TreeSet<>(ROWS.keySet()));
    }

    private static String filled(String text, String topic) {
        return text.replace("T-Event", topic + "-Event")
                .replace("/T", "/" + topic)
                .replace("T:0", topic + ":0")
                .replace("ID", String.valueOf(IDS.get(topic)));
    }

    /** Somebody who asks, and goes nowhere that they are led to. */
    private Visitor visitor(String user) {
        Visitor visitor = Visitor.of(port);
        if (!user.isEmpty()) {
            visitor.signedIn(user, "p");
        }
        return visitor.staying();
    }

    /** The same in a further cluster, or in the default one when the name is empty. */
    private static String in(String cluster, String path) {
        if (cluster.isEmpty()) {
            return path;
        }
        String named = "/clusters/" + cluster;
        return path.startsWith(API + "/") ? API + named + path.substring(API.length()) : named + path;
    }

    private static Visitor.Answer ask(
            Visitor visitor, String user, String token, String method, Row row, String topic) {
        return ask(visitor, user, token, method, row, filled(row.path(), topic), topic);
    }

    private static Visitor.Answer ask(
            Visitor visitor, String user, String token, String method, Row row, String path, String topic) {
        Map<String, String> headers = new HashMap<>();
        if (isApi(row)) {
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

    private static boolean sees(String user, String topic) {
        return Objects.requireNonNull(SEEN.get(user)).contains(topic);
    }

    /** What is said to somebody who may; something else is said to who may not. */
    private static int expected(Row row, String user, String topic) {
        if (row.needs() == Needs.NOTHING) {
            return 200;
        }
        if (user.isEmpty()) {
            return isApi(row) ? 401 : 302;
        }
        boolean isSeen = sees(user, topic);
        return switch (row.needs()) {
            case NOTHING, ANY_GRANT -> 200;
            case ADMIN -> user.equals(ADMIN) ? 200 : 403;
            case SEEING -> isSeen ? 200 : 404;
            case ACTING ->
                !isSeen ? 404 : Objects.requireNonNull(ACTED_ON.get(user)).contains(topic) ? 200 : 403;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", MIRROR})
    void everybodyMayWhatTheyAreGrantedAndNoMore(String cluster) {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> before = written();
        for (boolean isAllowedTurn : new boolean[] {false, true}) {
            for (String user : Stream.concat(Stream.of(""), USERS.stream()).toList()) {
                Visitor visitor = visitor(user);
                String token = user.isEmpty() ? "none" : visitor.at("/").token();
                ROWS.forEach((endpoint, row) -> {
                    String method = endpoint.substring(0, endpoint.indexOf(' '));
                    for (String topic : TOPICS) {
                        int expected = expected(row, user, topic);
                        boolean isOfCluster = cluster.isEmpty() || !OF_NO_CLUSTER.contains(row.path());
                        if ((expected == 200) == isAllowedTurn && isOfCluster) {
                            String path = in(cluster, filled(row.path(), topic));
                            Visitor.Answer answer = ask(visitor, user, token, method, row, path, topic);
                            String asked = "'" + user + "' " + method + " " + path;
                            if (!isAsExpected(answer, expected, method)) {
                                wrong.add(asked + ": expected " + expected + " but was " + answer.status() + " "
                                        + answer.page().header("Location"));
                            }
                            if (!user.isEmpty()
                                    && row.needs() == Needs.ANY_GRANT
                                    && !user.equals(ADMIN)
                                    && mentionsUnseen(answer, user)) {
                                wrong.add(asked + ": tells of what is not seen: "
                                        + answer.page().html());
                            }
                        }
                    }
                });
            }
            if (!isAllowedTurn) {
                assertThat(written()).isEqualTo(before);
            }
        }

        assertThat(wrong).isEmpty();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(written()).containsEntry("granted.replay", 1).containsEntry("withheld.replay", 1));
    }

    @Test
    void everyCommandThatAsksAConsoleHasARow() {
        assertThat(COMMANDS)
                .extracting(row -> row.line().replaceFirst("^(\\S+ \\S+).*", "$1"))
                .containsAll(CalledInTest.commandsOfConsole());
    }

    /** The same at the command line: what is refused writes nothing and is recorded, and nothing tells of what is not seen. */
    @ParameterizedTest
    @ValueSource(strings = {"", MIRROR})
    void everybodyMayTheSameAtTheCommandLine(String cluster) throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> before = written();
        Set<String> refused = new TreeSet<>();
        Path value = Files.writeString(contracts.resolve("value.json"), "{\"text\":\"x\"}");
        for (boolean isAllowedTurn : new boolean[] {false, true}) {
            for (String user : Stream.concat(Stream.of(""), USERS.stream()).toList()) {
                Commands commands =
                        user.isEmpty() ? Commands.of(port) : Commands.of(port).as(user, "p");
                for (CommandRow row : COMMANDS) {
                    for (String topic : TOPICS) {
                        String expected = expectedAtTheLine(row, user, topic);
                        if (expected.isEmpty() == isAllowedTurn) {
                            String line = row.line()
                                            .replace(" T", " " + topic)
                                            .replace(" ID", " " + IDS.get(topic))
                                            .replace("VALUE", value.toString())
                                    + (isAllowedTurn ? row.looking() : "")
                                    + (cluster.isEmpty() ? "" : " --cluster " + cluster);
                            CalledInTest result = commands.run(line);
                            if (!isAsExpected(row, result, expected)) {
                                wrong.add("'" + user + "' " + line + ": expected '" + expected + "' but was " + result);
                            }
                            if (row.needs() == Needs.ANY_GRANT
                                    && !user.isEmpty()
                                    && TOPICS.stream()
                                            .filter(each -> !sees(user, each))
                                            .anyMatch(result.out()::contains)) {
                                wrong.add("'" + user + "' " + line + ": tells of what is not seen: " + result);
                            }
                            if (expected.contains("This needs a grant")) {
                                refused.add(user + " " + topic);
                            }
                        }
                    }
                }
            }
            if (!isAllowedTurn) {
                assertThat(written()).isEqualTo(before);
                assertThat(recordedRefusals(cluster)).containsAll(refusalsOf(refused));
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(refused).containsExactlyInAnyOrder("vic granted", "sam granted");
    }

    /** What is said of what is refused; empty when it is not. */
    private static String expectedAtTheLine(CommandRow row, String user, String topic) {
        if (user.isEmpty()) {
            return "has to know who asks";
        }
        if (row.needs() == Needs.ANY_GRANT) {
            return "";
        }
        if (!sees(user, topic)) {
            if (row.line().startsWith("subjects")) {
                return row.line().contains("--id")
                        ? "No schema has the id " + IDS.get(topic) + "."
                        : "No subject " + topic + "-Event is registered.";
            }
            return row.line().startsWith("groups")
                    ? "Kafka knows no consumer group " + topic + "-readers."
                    : "There is no topic " + topic + (row.line().startsWith("dead-letters") ? ".billing.dlt." : ".");
        }
        return row.needs() == Needs.ACTING
                        && !Objects.requireNonNull(ACTED_ON.get(user)).contains(topic)
                ? "does not let you: This needs a grant of the role operator or admin for " + topic
                : "";
    }

    /** Commands for events say on standard error what they looked at, and where there are none print none. */
    private static boolean isAsExpected(CommandRow row, CalledInTest result, String expected) {
        if (expected.isEmpty() && row.line().startsWith("events")) {
            return result.exitCode() <= 1;
        }
        if (expected.isEmpty()) {
            return result.exitCode() <= 1
                    && result.err().isEmpty()
                    && !result.out().isEmpty();
        }
        String said = result.err().replace("There is no dead-letter topic", "There is no topic");
        return result.exitCode() == 3 && result.out().isEmpty() && said.contains(expected);
    }

    private static List<String> refusalsOf(Set<String> refused) {
        return refused.stream()
                .flatMap(each -> Stream.of(
                                "groups.reset",
                                "groups.pause",
                                "groups.resume",
                                "events.produce",
                                "dead-letters.replay",
                                "dead-letters.edit",
                                "dead-letters.drop")
                        .map(action ->
                                each + (action.startsWith("dead") ? ".billing.dlt " : " ") + action + ".refused"))
                .toList();
    }

    private Set<String> recordedRefusals(String cluster) {
        Map<String, String> headers = new HashMap<>(Visitor.basic(ADMIN, "p"));
        headers.put("Accept", "application/json");
        String records = Visitor.of(port)
                .at(in(cluster, API + "/audit?limit=1000"), headers)
                .page()
                .html();
        Set<String> found = new TreeSet<>();
        try {
            new JsonMapper()
                    .readTree(records)
                    .path("records")
                    .forEach(record -> found.add(record.path("actor").asText() + " "
                            + record.path("topic").asText() + " "
                            + record.path("type").asText()));
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(records, notJson);
        }
        return found;
    }

    /** Nobody who is not signed in gets further than the sign-in, or than a form without its token. */
    private static boolean isAsExpected(Visitor.Answer answer, int expected, String method) {
        if (expected == 302) {
            return method.equals("POST")
                    ? answer.status() == 403
                    : answer.status() == 302 && answer.page().header("Location").endsWith("/sign-in");
        }
        // A page leads on when it did something, another one may be at work, and who is signed in is led away from
        // there.
        return expected == 200
                ? Set.of(200, 202, 204, 302, 409).contains(answer.status())
                        && !answer.page().header("Location").contains("/sign-in")
                : answer.status() == expected;
    }

    private static boolean mentionsUnseen(Visitor.Answer answer, String user) {
        return TOPICS.stream()
                .filter(topic -> !sees(user, topic))
                .anyMatch(topic -> answer.page().html().contains(topic));
    }

    private static ServiceProcess process(String topic) {
        return Objects.requireNonNull(SERVICES.get(topic));
    }

    private static Map<String, Integer> written() {
        Map<String, Integer> counts = new HashMap<>();
        for (String topic : TOPICS) {
            counts.put(topic + ".dlt", topics.read(topic + ".billing.dlt").size());
            counts.put(topic + ".replay", topics.read(topic + ".billing.replay").size());
            counts.put(topic + ".told", process(topic).told().size());
        }
        return counts;
    }

    private static List<String> disguises(String path) {
        String encoded = path.replace("withheld", "%77ithheld");
        String twice = path.replace("withheld", "%2577ithheld");
        return List.of(
                path,
                path + "/",
                path + ";a=b",
                path.replace("withheld", "withheld;a=b"),
                path.replaceFirst("/", "//"),
                path.replaceFirst("/", "/./"),
                path.replaceFirst("/", "/sign-in/../"),
                path.replaceFirst("/", "/console.css/..%2f"),
                path.replaceFirst("/", "/webjars/..;/"),
                path.replaceFirst("/", "/actuator/health/..%2f..%2f"),
                encoded,
                twice,
                path.replaceFirst("/", "/%2e/"),
                path.replace("withheld", "WITHHELD"),
                path + "%20",
                path + "%00",
                path + "?topic=granted",
                path + ".json");
    }

    /** What begins with the address of a cluster is disguised behind it, and the cluster is too. */
    private static List<String> disguisesIn(String cluster, String path) {
        return cluster.isEmpty()
                ? disguises(path)
                : Stream.concat(
                                disguises(path).stream().map(disguised -> in(cluster, disguised)),
                                Stream.of(
                                        in(cluster, path).replace(cluster, "%6dirror"),
                                        in(cluster, path).replace(cluster, cluster + ";a=b"),
                                        in(cluster, path).replace(cluster, cluster + "/"),
                                        in(cluster, path).replace(cluster, cluster + "/../" + cluster),
                                        in(cluster, path).replace(cluster, cluster + "%2f"),
                                        in(cluster, in(cluster, path)),
                                        in(cluster, path).replace("/clusters/", "/%63lusters/")))
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", MIRROR})
    void noOtherWayToWriteAnAddressLeadsPastThat(String cluster) {
        tryToGetPast(cluster, List.of("GET", "POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", MIRROR})
    @Tag("long")
    void noOtherWayLeadsPastThatWithAnyMethod(String cluster) {
        tryToGetPast(cluster, METHODS);
    }

    /** @param disguised with which methods an address is asked for that is written in another way */
    private void tryToGetPast(String cluster, List<String> disguised) {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> before = written();
        for (String user : List.of("", VIEWER)) {
            Visitor visitor = visitor(user);
            for (Row row : ROWS.values()) {
                if (row.needs() != Needs.SEEING && row.needs() != Needs.ACTING) {
                    continue;
                }
                String plain = filled(row.path(), "withheld").replaceFirst("\\?.*", "");
                for (String path : disguisesIn(cluster, plain)) {
                    for (String method : path.equals(in(cluster, plain)) ? METHODS : disguised) {
                        Map<String, String> headers = new HashMap<>(Map.of(
                                "X-HTTP-Method", "POST",
                                "X-HTTP-Method-Override", "POST",
                                "X-Original-URL", "/sign-in",
                                "X-Rewrite-URL", "/sign-in",
                                "X-Forwarded-For", "127.0.0.1",
                                "X-Forwarded-Prefix", "/sign-in",
                                "Content-Type", "application/json"));
                        if (isApi(row) && !user.isEmpty()) {
                            headers.putAll(Visitor.basic(user, "p"));
                        }
                        Visitor.Answer answer = visitor.send(method, path, filled(row.body(), "withheld"), headers);
                        boolean isAnswered = answer.status() < 300 && !method.equals("OPTIONS");
                        if (isAnswered || answer.page().html().contains("key-of-withheld") || answer.status() >= 500) {
                            wrong.add("'" + user + "' " + method + " " + path + ": " + answer.status());
                        }
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(written()).isEqualTo(before);
    }

    /** The letter says that it came from withheld, which the operator of granted may not write to. */
    @Test
    void noReplayWritesToATopicThatIsNotGranted() throws Exception {
        topics.create(1, "granted.forged.dlt");
        ProducerRecord<byte[], byte[]> letter = LetterTopics.own("withheld", 0, "k", "NOT_AVRO", "x".getBytes(UTF_8));
        topics.send(List.of(
                new ProducerRecord<>("granted.forged.dlt", 0, null, letter.key(), letter.value(), letter.headers())));
        int before = topics.read("withheld").size();
        Visitor visitor = visitor(OPERATOR);
        String token = visitor.at("/").token();
        String address = "/dead-letters/granted.forged.dlt/replay";

        Visitor.Answer named = visitor.post(address + "?to=topic&topic=withheld", Map.of("_csrf", token), Map.of());
        Visitor.Answer seen = visitor.at(address + "?to=topic&topic=withheld");
        Visitor.Answer original = visitor.post(address + "?to=original", Map.of("_csrf", token), Map.of());

        assertThat(named.status()).isEqualTo(403);
        assertThat(seen.status()).isEqualTo(404);
        assertThat(original.status()).isEqualTo(302);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(visitor.at(address + "?to=original").text())
                                .contains(
                                        "Expected a grant of the role operator or admin for withheld, which a letter says that"
                                                + " it came from, but found none."));
        assertThat(visitor.at(address + "?to=original", Map.of("Accept-Language", "de"))
                        .text())
                .contains("Dafür brauchst du die Rolle operator oder admin für withheld, aus dem ein Dead Letter nach"
                        + " eigenen Worten kam.");
        assertThat(topics.read("withheld")).hasSize(before);
    }

    @Test
    void aConsoleThatIsReadOnlyLetsNobodyChangeAnything() {
        try (ConfigurableApplicationContext readOnly =
                console("--avenant.console.read-only=true", "--avenant.console.access.everybody[0].role=admin")) {
            assertThat(refusedActions(readOnly)).containsOnly(403);
        }
    }

    @Test
    void whereNobodySignsInEverybodyLooksAndChangesNothing() {
        try (ConfigurableApplicationContext open = console()) {
            int own = open.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            assertThat(Page.at(own, "/topics/withheld").status()).isEqualTo(200);
            assertThat(Page.at(own, "/audit").status()).isEqualTo(403);
            assertThat(Page.at(own, "/sign-in").status()).isEqualTo(302);
            assertThat(refusedActions(open)).containsOnly(403);
        }
    }

    private static ConfigurableApplicationContext console(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--avenant.console.registry-url=" + registry.url(),
                "--avenant.console.bootstrap-servers=" + kafka.bootstrapServers()));
        arguments.addAll(List.of(settings));
        return new SpringApplicationBuilder(ConsoleApplication.class).run(arguments.toArray(String[]::new));
    }

    private static List<Integer> refusedActions(ConfigurableApplicationContext console) {
        int own = console.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        Visitor visitor = Visitor.of(own).staying();
        String token = visitor.at("/subjects/granted-Event/check").token();
        List<Integer> statuses = new ArrayList<>();
        ROWS.forEach((endpoint, row) -> {
            if (row.needs() == Needs.ACTING) {
                statuses.add(ask(visitor, "", token, endpoint.substring(0, endpoint.indexOf(' ')), row, "granted")
                        .status());
            }
        });
        return statuses;
    }

    /** Both topics have a contract, a consumer group and what differs from the contract. */
    @Test
    void noContractTellsOfWhatIsNotSeen() {
        for (String path : List.of("/contracts", "/contracts/lineage", "/contracts/drift")) {
            Visitor.Answer answer = visitor(VIEWER).at(path);

            assertThat(answer.page().html())
                    .as(path)
                    .contains("granted", "granted-archive")
                    .doesNotContain("withheld");
        }
        assertThat(visitor(VIEWER).at("/contracts").page().main()).contains("1 topic, 4 differences");
        assertThat(visitor(VIEWER).at("/contracts/lineage").page().main()).contains("1 topic, 3 edges");
        // Other tests may have left topics on the same broker, which this one sees too.
        assertThat(visitor(ADMIN).at("/contracts").page().main())
                .contains("granted-service", "withheld-service")
                .doesNotContain("1 topic,");
    }

    @Test
    void aSessionOfThePagesSignsNobodyInAtTheApi() {
        Visitor.Answer answer = visitor(ADMIN).at("/api/v1/topics");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.page().header("WWW-Authenticate")).isEqualTo("Basic realm=\"Avenant console\"");
        assertThat(answer.page().header("Set-Cookie")).isEmpty();
        assertThat(answer.page().html())
                .isEqualTo("{\"detail\":\"This needs to be signed in. docs/console.md says how.\",\"status\":401,"
                        + "\"title\":\"Unauthorized\"}");
    }

    @Test
    void theDescriptionOfTheApiIsForThoseWhoMayUseItAndNamesAllOfIt() {
        Visitor visitor = Visitor.of(port);
        assertThat(visitor.at("/api/v1/openapi").status()).isEqualTo(401);

        Map<String, String> headers = new HashMap<>(Visitor.basic(VIEWER, "p"));
        headers.put("Accept", "application/json");
        String description = visitor.at("/api/v1/openapi", headers).page().html();

        assertThat(description).startsWith("{\"openapi\":\"3.1").contains("\"scheme\":\"basic\"");
        endpoints().stream()
                .filter(endpoint -> endpoint.contains("/api/"))
                .map(endpoint ->
                        endpoint.substring(endpoint.indexOf(' ') + 1).replaceAll(":[^/]*(\\{[^}]*}[^/]*)*(?=})", ""))
                .forEach(path -> assertThat(description).contains("\"" + path + "\""));
    }
}
