package jobplatform.faults;

import static org.awaitility.Awaitility.await;

import dev.avenant.serde.KafkaAvroDeserializer;
import dev.avenant.stack.LocalStack;
import dev.avenant.stack.config.Database;
import dev.avenant.stack.config.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform as processes, with what its databases note of effects, and the history of what was asked of it. */
final class Platform implements AutoCloseable {

    static final String USER_EVENTS = "user-events";
    static final String JOB_EVENTS = "job-events";

    /** Of the administrator, whom the configuration makes, no other service hears. */
    private static final String USERS_WITH_EVENTS = "(SELECT * FROM users WHERE user_type <> 'ADMINISTRATOR') AS told";

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    /** Where the histories are. */
    private static final Path FOLDER = Path.of("target", "faults");

    private static final Duration UP_WITHIN = Duration.ofMinutes(4);

    private final String name;
    private final PlatformDefinition definition;
    private final LocalStack stack;
    private final History history;
    private final AdministratorToken token;
    private final HttpClient http = HttpClient.newHttpClient();

    private Platform(String name, PlatformDefinition definition, LocalStack stack, History history) {
        this.name = name;
        this.definition = definition;
        this.stack = stack;
        this.history = history;
        this.token = new AdministratorToken(stack);
    }

    /** Starts it in that folder, with that many brokers, and with the history and the logs under that name. */
    static Platform start(Path home, int brokers, String name) {
        PlatformDefinition definition = PlatformDefinition.in(home, brokers);
        LocalStack stack = LocalStack.start(definition.options());
        Platform platform = new Platform(name, definition, stack, new History(FOLDER, name + ".history"));
        try {
            platform.execute("user_service", EffectNotes.USER_SERVICE);
            platform.execute("job_service", EffectNotes.JOB_SERVICE);
        } catch (SQLException failed) {
            platform.close();
            throw new IllegalStateException(failed);
        }
        platform.archiveClasses();
        return platform;
    }

    /** The first stop in order leaves an archive of a program's classes, and its starts are quicker from then on. */
    private void archiveClasses() {
        Processes.atOnce(List.of("kafka", "user-service", "job-service"), component -> {
            stack.stop(component);
            bringUp(component);
        });
    }

    LocalStack stack() {
        return stack;
    }

    History history() {
        return history;
    }

    /** All that run, in the order in which they need each other. */
    List<String> components() {
        return stack.options().components().stream()
                .filter(component -> !component.isTask())
                .map(dev.avenant.stack.config.Component::name)
                .toList();
    }

    List<String> brokers() {
        return definition.brokers();
    }

    /** The names of the proxies between services and what they need, such as {@code job-service>postgres}. */
    List<String> ways() {
        return List.copyOf(definition.ways().keySet());
    }

    /** The proxy of that name. */
    TcpProxy way(String name) {
        return Objects.requireNonNull(definition.ways().get(name), name);
    }

    /**
     * Starts a component until it is ready, again when it ends because what it needs is away, as whoever runs services
     * does; leaves one that runs as it is.
     */
    void bringUp(String component) {
        await().atMost(UP_WITHIN).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (stack.pid(component).isPresent()) {
                return true;
            }
            try {
                stack.start(component);
                return true;
            } catch (StackException ended) {
                LOG.info("{} is started again: {}", component, ended.getMessage());
                return false;
            }
        });
    }

    /** Ends a component at once, unless it has ended by itself. */
    void kill(String component) {
        if (stack.pid(component).isPresent()) {
            stack.kill(component);
        }
    }

    /** What is to be seen now of a flow. */
    Observation observe(Flow flow) throws SQLException {
        return switch (flow) {
            case USERS ->
                new Observation(
                        history.acknowledged(flow),
                        stored("user_service", USERS_WITH_EVENTS),
                        published(USER_EVENTS, false),
                        effects("job_service"));
            case JOBS ->
                new Observation(
                        history.acknowledged(flow),
                        stored("job_service", "jobs"),
                        published(JOB_EVENTS, false),
                        effects("user_service"));
            case POISON -> {
                List<PublishedEvent> published = published(USER_EVENTS, true);
                Map<UUID, Long> stored = new HashMap<>();
                published.forEach(event -> stored.put(event.version().entity(), 1L));
                yield new Observation(history.acknowledged(flow), stored, published, letters());
            }
        };
    }

    /** How many versions of a flow are stored and have not had an effect. */
    long outstanding(Flow flow) throws SQLException {
        return switch (flow) {
            case USERS -> storedVersions("user_service", USERS_WITH_EVENTS) - distinctEffects("job_service");
            case JOBS -> storedVersions("job_service", "jobs") - distinctEffects("user_service");
            case POISON -> history.acknowledged(flow).size() - letters().size();
        };
    }

    private long storedVersions(String database, String table) throws SQLException {
        return number(
                database,
                "SELECT (SELECT coalesce(sum(version), 0) FROM " + table
                        + ") + (SELECT coalesce(sum(version), 0) FROM deleted)");
    }

    private long distinctEffects(String database) throws SQLException {
        return number(database, "SELECT count(*) FROM (SELECT DISTINCT entity, version FROM effects) AS once");
    }

    /** Whether all of these versions have had their effects. */
    boolean haveEffects(Flow flow, List<Version> versions) throws SQLException {
        String places = versions.stream()
                .map(version -> "('" + version.entity() + "'::uuid, " + version.number() + ")")
                .collect(Collectors.joining(", "));
        return number(
                        flow == Flow.USERS ? "job_service" : "user_service",
                        "SELECT count(DISTINCT (entity, version)) FROM effects WHERE (entity, version) IN (" + places
                                + ")")
                == versions.size();
    }

    long number(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    String text(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Map<UUID, Long> stored(String database, String table) throws SQLException {
        Map<UUID, Long> stored = new HashMap<>();
        query(database, "SELECT id, version FROM " + table + " UNION ALL SELECT entity, version FROM deleted")
                .forEach(version -> stored.merge(version.entity(), version.number(), Math::max));
        return stored;
    }

    private List<Version> effects(String database) throws SQLException {
        return query(database, "SELECT entity, version FROM effects ORDER BY position");
    }

    /** A letter of a poisonous event is its effect. */
    private List<Version> letters() throws SQLException {
        return query(
                "job_service",
                "SELECT convert_from(message_key, 'UTF8')::uuid, 1 FROM avenant.dead_letters"
                        + " WHERE category NOT LIKE 'HANDLER%'");
    }

    private List<Version> query(String database, String sql) throws SQLException {
        List<Version> versions = new ArrayList<>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                versions.add(new Version(rows.getObject(1, UUID.class), rows.getLong(2)));
            }
        }
        return versions;
    }

    private List<PublishedEvent> published(String topic, boolean poison) {
        Deserializer<Object> avro = new KafkaAvroDeserializer();
        avro.configure(Map.of("schema.registry.url", stack.url("registry").toString()), false);
        List<PublishedEvent> published = new ArrayList<>();
        forEachRecord(topic, record -> {
            if (poison == PoisonWriter.isPoison(record)) {
                long number = poison
                        ? 1
                        : (Long) ((GenericRecord) avro.deserialize(topic, record.headers(), record.value()))
                                .get("version");
                published.add(new PublishedEvent(new Version(UUID.fromString(record.key()), number), id(record)));
            }
        });
        return published;
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }

    /** Shows all records of a topic that are not of an aborted transaction, those of a partition in their order. */
    void forEachRecord(String topic, Consumer<ConsumerRecord<String, byte[]>> seen) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(seen);
            }
        }
    }

    /** What stands in the header {@code Authorization} of whoever may write everything. */
    String authorization() throws InterruptedException {
        return token.header();
    }

    /** What a service answers with success; anything else is thrown. */
    String request(String method, String service, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(service, path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        try {
            HttpResponse<String> answer = http.send(
                    request.header("Authorization", authorization()).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        method + " " + uri(service, path) + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    URI uri(String service, String path) {
        return stack.url(service).resolve(path);
    }

    private Connection connect(String database) throws SQLException {
        Database found = stack.database(database);
        return DriverManager.getConnection(found.jdbcUrl(), found.user(), found.password());
    }

    /** The logs are kept beside the history, since the next start, or the end of a small disk, takes them away. */
    private void keepLogs() {
        Path logs = FOLDER.resolve(name + ".logs");
        try {
            Files.createDirectories(logs);
            try (Stream<Path> files = Files.list(stack.options().home().resolve("logs"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, logs.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        stack.close();
        keepLogs();
        definition.ways().values().forEach(TcpProxy::close);
        history.close();
    }
}
