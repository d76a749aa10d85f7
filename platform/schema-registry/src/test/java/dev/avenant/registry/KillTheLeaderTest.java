package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.registry.log.TopicReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the leader of three registry processes with SIGKILL, again and again, while fifty clients register, and then holds
 * the recorded history against the log: no acknowledged schema is lost, no id has two schemas, and a schema has the same id
 * always. One kill by default; {@code -Davenant.kills=100} for the long form.
 */
@Order(1)
@Tag("process")
class KillTheLeaderTest {

    private static final int KILLS = Integer.getInteger("avenant.kills", 1);
    private static final int REGISTRARS = 50;
    private static final String TOPIC = "_schemas";
    private static final int WRITES_BETWEEN_KILLS = 60;
    private static final Path HISTORY = Path.of("target", "kill-the-leader", "history.txt");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** One acknowledged registration. */
    private record Acknowledged(String subject, int schema, int id, int version) {}

    private final ConcurrentLinkedQueue<Acknowledged> history = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger nextSchema = new AtomicInteger();

    @Test
    void losesNothingThatItAcknowledged() throws Exception {
        KafkaBrokerSettings broker = KafkaBrokerSettings.in(Files.createDirectory(folder.resolve("kafka")))
                .withOverrides(Map.of("group.min.session.timeout.ms", "500"));
        try (KafkaBroker kafka = KafkaBroker.start(broker);
                RegistryProcesses registries =
                        RegistryProcesses.start(3, kafka.bootstrapServers(), folder.resolve("logs"))) {
            ExecutorService clients = Executors.newFixedThreadPool(REGISTRARS);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < REGISTRARS; i++) {
                int client = i;
                running.add(clients.submit(() -> registerUntilOver(registries, client)));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                awaitAcknowledged(history.size() + WRITES_BETWEEN_KILLS);
                registries.killTheLeader();
            }
            awaitAcknowledged(history.size() + WRITES_BETWEEN_KILLS);
            over.set(true);
            clients.shutdown();
            assertThat(clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            for (Future<?> client : running) {
                client.get();
            }
        }
        record();
        requireConsistent();
    }

    /** Keeps what was acknowledged, one registration a line, in the order in which the clients heard of it. */
    private void record() throws IOException {
        Files.createDirectories(HISTORY.getParent());
        Files.write(
                HISTORY,
                history.stream()
                        .map(one -> one.subject() + " version " + one.version() + " schema " + one.schema() + " id "
                                + one.id())
                        .toList());
    }

    private void requireConsistent() throws Exception {
        Map<Integer, Integer> schemaOfId = new TreeMap<>();
        Map<Integer, Integer> idOfSchema = new HashMap<>();
        List<String> broken = new ArrayList<>();
        for (Acknowledged one : history) {
            Integer schema = schemaOfId.putIfAbsent(one.id(), one.schema());
            if (schema != null && schema != one.schema()) {
                broken.add("id " + one.id() + " was given to schemas " + schema + " and " + one.schema());
            }
            Integer id = idOfSchema.putIfAbsent(one.schema(), one.id());
            if (id != null && id != one.id()) {
                broken.add("schema " + one.schema() + " got ids " + id + " and " + one.id());
            }
        }
        assertThat(broken).isEmpty();
        assertThat(history).hasSizeGreaterThanOrEqualTo(KILLS * WRITES_BETWEEN_KILLS);
        // Everything is read again by a registry that starts on the log that is left.
        try (KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"));
                SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.kafka(kafka.bootstrapServers()))) {
            for (Acknowledged one : history) {
                RawHttp.Reply reply = RawHttp.send(
                        registry.url(),
                        "GET",
                        "/subjects/" + one.subject() + "/versions/" + one.version(),
                        Map.of(),
                        null);
                JsonNode found = Transcript.JSON.readTree(reply.body());
                if (reply.status() != 200
                        || found.path("id").asInt() != one.id()
                        || !found.path("schema").asText().equals(schema(one.schema()))) {
                    broken.add(one + " is now " + reply.status() + " " + reply.body());
                }
            }
            requireThatEveryReaderAgrees(kafka.bootstrapServers(), registry);
        }
        assertThat(broken).isEmpty();
    }

    /** Whoever reads the topic, whether it asks for committed records or not, comes to what the registry says. */
    private static void requireThatEveryReaderAgrees(String bootstrapServers, SchemaRegistry registry)
            throws IOException {
        Map<String, String> schemaOfId = new HashMap<>();
        List<String> broken = new ArrayList<>();
        for (ConsumerRecord<String, String> record : TopicReader.all(bootstrapServers, TOPIC)) {
            JsonNode value = record.value() == null ? null : Transcript.JSON.readTree(record.value());
            if (value != null && value.has("schema")) {
                String id = value.path("id").asText();
                String before = schemaOfId.putIfAbsent(id, value.path("schema").asText());
                if (before != null && !before.equals(value.path("schema").asText())) {
                    broken.add("id " + id + " has in the topic the schemas " + before + " and " + value.path("schema"));
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(schemaOfId).isNotEmpty();
        assertThat(TopicReader.state(bootstrapServers, TOPIC, "read_uncommitted"))
                .isEqualTo(TopicReader.state(bootstrapServers, TOPIC, "read_committed"));
        for (Map.Entry<String, String> entry : schemaOfId.entrySet()) {
            RawHttp.Reply reply = RawHttp.send(registry.url(), "GET", "/schemas/ids/" + entry.getKey(), Map.of(), null);
            assertThat(Transcript.JSON.readTree(reply.body()).path("schema").asText())
                    .isEqualTo(entry.getValue());
        }
    }

    private void awaitAcknowledged(int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (history) {
            while (history.size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                assertThat(left)
                        .as("%s of %s registrations were acknowledged in time", history.size(), count)
                        .isPositive();
                history.wait(left);
            }
        }
    }

    private void registerUntilOver(RegistryProcesses registries, int client) {
        int round = client;
        while (!over.get()) {
            // Every fourth registration puts a schema that exists under another subject.
            int schema = round % 4 == 0 ? Math.max(0, nextSchema.get() - 5) : nextSchema.getAndIncrement();
            String subject = "subject-" + client + "-" + round;
            for (boolean done = false; !done && !over.get(); ) {
                done = register(registries.url(round++), subject, schema);
            }
        }
    }

    private boolean register(URI url, String subject, int schema) {
        try {
            byte[] body = Transcript.JSON.writeValueAsBytes(Map.of("schema", schema(schema)));
            RawHttp.Reply reply = RawHttp.send(
                    url,
                    "POST",
                    "/subjects/" + subject + "/versions",
                    Map.of("Content-Type", "application/json"),
                    body);
            if (reply.status() != 200) {
                return false;
            }
            JsonNode answer = Transcript.JSON.readTree(reply.body());
            history.add(new Acknowledged(
                    subject,
                    schema,
                    answer.path("id").asInt(),
                    answer.path("version").asInt()));
            synchronized (history) {
                history.notifyAll();
            }
            return true;
        } catch (IOException killed) {
            return false;
        }
    }

    private static String schema(int number) {
        return "{\"type\":\"record\",\"name\":\"R" + number + "\",\"fields\":[]}";
    }
}
