package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A process that is killed in the middle of a replay loses no letter, and none takes effect twice. */
@Tag("process")
class ReplayCrashTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final int PARTITIONS = 4;

    @Test
    void losesNoLetterAndHandlesNoneTwice(@TempDir Path logs) {
        replaysAll(2_000, logs);
    }

    /** {@code ./mvnw -pl platform/messaging-starter -am verify -Dtest=ReplayCrashTest -DexcludedGroups=none}. */
    @Test
    @Tag("long")
    void losesNoneOfAHundredThousandLetters(@TempDir Path logs) {
        replaysAll(100_000, logs);
    }

    private static void replaysAll(int letters, Path logs) {
        String topic = stack.newTopic(PARTITIONS);
        TestService.Setup setup = TestService.with(stack);
        JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(
                setup.property("spring.datasource.url"), setup.property("spring.datasource.username"), ""));
        jdbc.execute(
                "CREATE TABLE effects (order_id text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())");
        writeLetters(topic, setup.group(), letters);

        // Given a process that replays, and is killed in the middle
        try (ReplayingProcess first = ReplayingProcess.start(setup, topic, letters, logs.resolve("first.log"))) {
            await().atMost(Duration.ofMinutes(10)).ignoreExceptions().until(() -> replayed(jdbc) >= letters / 4);
            assertThat(first).isNotNull();
        }
        int before = replayed(jdbc);
        assertThat(before).isBetween(letters / 4, letters - 1);

        // When another one starts, and nobody tells it anything
        Instant started = Instant.now();
        try (ReplayingProcess second = ReplayingProcess.start(setup, topic, 0, logs.resolve("second.log"))) {
            await().atMost(Duration.ofMinutes(20)).until(() -> count(jdbc, "WHERE state = 'resolved'") == letters);
            assertThat(second).isNotNull();
        }

        // Then each letter has had its effect, once
        System.out.printf(
                "%d letters, %d of them replayed before the crash; the rest took %d s, all effects within %s s%n",
                letters,
                before,
                Duration.between(started, Instant.now()).toSeconds(),
                jdbc.queryForObject("SELECT extract(epoch FROM max(at) - min(at))::int FROM effects", String.class));
        assertThat(jdbc.queryForObject("SELECT count(*) FROM effects", Integer.class))
                .isEqualTo(letters);
        assertThat(jdbc.queryForObject("SELECT count(DISTINCT order_id) FROM effects", Integer.class))
                .isEqualTo(letters);
    }

    private static int replayed(JdbcTemplate jdbc) {
        return jdbc.queryForList("SELECT replayed FROM avenant.dead_letter_replays", Integer.class).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static int count(JdbcTemplate jdbc, String condition) {
        Integer count = jdbc.queryForObject("SELECT count(*) FROM avenant.dead_letters " + condition, Integer.class);
        return count == null ? 0 : count;
    }

    private static void writeLetters(String topic, String group, int letters) {
        int schema = stack.idOf(topic, OrderPlaced.getClassSchema());
        String deadLetters = topic + "." + group + ".dlt";
        stack.kafka().createTopic(deadLetters, PARTITIONS);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int letter = 0; letter < letters; letter++) {
                String order = "order-" + letter;
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        deadLetters,
                        letter % PARTITIONS,
                        order.getBytes(UTF_8),
                        Wire.value(
                                schema,
                                OrderPlaced.newBuilder()
                                        .setOrderId(order)
                                        .setSequence(letter)
                                        .build()));
                Map<String, Object> headers = Map.of(
                        "ce_id",
                        order,
                        "ce_source",
                        "/shop",
                        "avenant-dlt-id",
                        UUID.nameUUIDFromBytes(order.getBytes(UTF_8)),
                        "avenant-dlt-attempt",
                        1,
                        "avenant-dlt-topic",
                        topic,
                        "avenant-dlt-partition",
                        letter % PARTITIONS,
                        "avenant-dlt-offset",
                        letter / PARTITIONS,
                        "avenant-dlt-group",
                        group,
                        "avenant-dlt-category",
                        "HANDLER_REFUSED",
                        "avenant-dlt-failed-at",
                        Instant.ofEpochMilli(1_700_000_000_000L + letter));
                headers.forEach((name, value) ->
                        record.headers().add(name, String.valueOf(value).getBytes(UTF_8)));
                var unused = producer.send(record);
            }
        }
    }
}
