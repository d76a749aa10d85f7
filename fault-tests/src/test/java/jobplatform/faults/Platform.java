package jobplatform.faults;

import dev.avenant.serde.KafkaAvroDeserializer;
import dev.avenant.stack.LocalStack;
import dev.avenant.stack.config.Database;
import dev.avenant.stack.config.StackOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import java.util.Set;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The platform as processes on free ports. In job-service's database a trigger writes down each effect of an event, in
 * the transaction that has it, because the effects themselves are made so that a second one could not be seen.
 */
final class Platform implements AutoCloseable {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final String TOPIC = "user-events";

    private final LocalStack stack;

    private Platform(LocalStack stack) {
        this.stack = stack;
    }

    static Platform start() throws SQLException {
        StackOptions options = StackOptions.in(REPOSITORY)
                .withHome(Path.of("target", "stack"))
                .withCache(Path.of("target", "stack-cache").toAbsolutePath())
                .onFreePorts();
        options = options.only(options.definition().names().stream()
                        .filter(name -> !name.equals("console") && !name.equals("search-service"))
                        .toList())
                .keepingNoData();
        Platform platform = new Platform(LocalStack.start(options));
        try (Connection connection = platform.connect("job_service");
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE effects (position bigserial PRIMARY KEY, owner uuid, version bigint);
                    CREATE FUNCTION note_effect() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        INSERT INTO effects (owner, version) VALUES (new.owner_id, new.contact_version);
                        RETURN new;
                    END $$;
                    CREATE TRIGGER note_effect BEFORE INSERT ON companies
                    FOR EACH ROW EXECUTE FUNCTION note_effect();
                    """);
        }
        return platform;
    }

    LocalStack stack() {
        return stack;
    }

    /** What is to be seen now. */
    Observation observe(Set<Version> acknowledged) throws SQLException {
        return new Observation(acknowledged, stored(), published(), effects());
    }

    /** How many versions the service has stored. */
    long storedVersions() throws SQLException {
        return number("user_service", "SELECT coalesce(sum(version), 0) FROM users");
    }

    /** How many versions have had an effect. */
    long versionsWithEffect() throws SQLException {
        return number("job_service", "SELECT count(*) FROM (SELECT DISTINCT owner, version FROM effects) AS once");
    }

    private long number(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Map<UUID, Long> stored() throws SQLException {
        Map<UUID, Long> stored = new HashMap<>();
        try (Connection connection = connect("user_service");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, version FROM users")) {
            while (rows.next()) {
                stored.put(rows.getObject(1, UUID.class), rows.getLong(2));
            }
        }
        return stored;
    }

    private List<Version> effects() throws SQLException {
        List<Version> effects = new ArrayList<>();
        try (Connection connection = connect("job_service");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT owner, version FROM effects ORDER BY position")) {
            while (rows.next()) {
                effects.add(new Version(rows.getObject(1, UUID.class), rows.getLong(2)));
            }
        }
        return effects;
    }

    private List<PublishedEvent> published() {
        Deserializer<Object> avro = new KafkaAvroDeserializer();
        avro.configure(Map.of("schema.registry.url", stack.url("registry").toString()), false);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        try (KafkaConsumer<String, Object> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), avro)) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<PublishedEvent> published = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> published.add(event(record)));
            }
            return published;
        }
    }

    private static PublishedEvent event(ConsumerRecord<String, Object> record) {
        GenericRecord event = (GenericRecord) record.value();
        Version version = new Version(UUID.fromString(record.key()), (Long) event.get("version"));
        return new PublishedEvent(
                version, new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8));
    }

    private Connection connect(String database) throws SQLException {
        Database found = stack.database(database);
        return DriverManager.getConnection(found.jdbcUrl(), found.user(), found.password());
    }

    @Override
    public void close() {
        stack.close();
    }
}
