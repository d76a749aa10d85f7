package dev.avenant.benchmarks.messaging;

import dev.avenant.benchmarks.process.LinuxProcesses;
import dev.avenant.benchmarks.serde.model.JobEvent;
import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.serde.KafkaAvroSerializer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a registry in this process and a PostgreSQL beside it, which writes through to the disk. */
final class MeasuredStack implements AutoCloseable {

    /** What is only sent. */
    static final String SENT = "sent-events";

    /** What is handled as it is sent. */
    static final String HANDLED = "handled-events";

    /** What is handled after all of it was sent. */
    static final String BACKLOG = "backlog-events";

    static final List<String> TOPICS = List.of(SENT, HANDLED, BACKLOG);

    private final Path directory;
    private final KafkaBroker broker;
    private final SchemaRegistry registry;
    private final EmbeddedPostgres postgres;
    private final ProcessHandle postmaster;

    private MeasuredStack(Path directory, KafkaBroker broker, SchemaRegistry registry, EmbeddedPostgres postgres)
            throws SQLException {
        this.directory = directory;
        this.broker = broker;
        this.registry = registry;
        this.postgres = postgres;
        this.postmaster = postmasterOf(postgres);
    }

    static MeasuredStack start() throws Exception {
        Path directory = Files.createTempDirectory("avenant-outbox-load");
        KafkaBroker broker = KafkaBroker.start(directory);
        MeasuredStack stack = new MeasuredStack(
                directory,
                broker,
                SchemaRegistry.start(SchemaRegistryConfig.inMemory()),
                EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(TOPICS.stream()
                            .map(topic -> new NewTopic(topic, 3, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        for (String topic : TOPICS) {
            stack.register(topic);
        }
        return stack;
    }

    private static ProcessHandle postmasterOf(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL runs on another machine"));
        }
    }

    private void register(String topic) throws IOException, InterruptedException {
        String schema =
                JobEvent.getClassSchema().toString().replace("\\", "\\\\").replace("\"", "\\\"");
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/" + topic + "-"
                        + JobEvent.getClassSchema().getFullName() + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"" + schema + "\"}"))
                .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.body());
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    URI registryUrl() {
        return registry.url();
    }

    /** What this process, with the broker in it, and PostgreSQL have taken so far. */
    ProcessorMillis processorMillis() {
        ProcessHandle own = ProcessHandle.current();
        return new ProcessorMillis(
                LinuxProcesses.processorMillis(Stream.of(own)),
                LinuxProcesses.processorMillis(Stream.concat(Stream.of(postmaster), postmaster.descendants())));
    }

    /** Processor time, in milliseconds. */
    record ProcessorMillis(long own, long database) {}

    String databaseUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** Makes of an event the bytes that the outbox stores. */
    KafkaAvroSerializer serializer() {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        serializer.configure(
                Map.of(
                        "schema.registry.url",
                        registryUrl().toString(),
                        "auto.register.schemas",
                        false,
                        "avro.remove.java.properties",
                        true,
                        "value.subject.name.strategy",
                        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy"),
                false);
        return serializer;
    }

    /** The producer of the comparison, with Kafka's defaults: idempotent, acknowledged by all replicas. */
    Producer<byte[], byte[]> bareProducer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        registry.close();
        broker.close();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
