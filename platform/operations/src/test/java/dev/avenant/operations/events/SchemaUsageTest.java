package dev.avenant.operations.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.operations.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With which schemas the records of a topic were written, held against what was sent. */
@Tag("broker")
class SchemaUsageTest {

    private static final Duration ENOUGH = Duration.ofSeconds(30);

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    /** What a topic holds: in each partition the ids in the order of offsets, and where they begin. */
    private static final class Model {
        private final Map<Integer, List<Integer>> ids = new TreeMap<>();
        private final Map<Integer, Integer> begins = new TreeMap<>();

        /** By partition and id, how many of them are retained. */
        Map<String, Long> retained() {
            Map<String, Long> counts = new TreeMap<>();
            ids.forEach((partition, all) -> all.subList(begins.getOrDefault(partition, 0), all.size())
                    .forEach(id -> counts.merge(partition + ":" + id, 1L, Long::sum)));
            return counts;
        }
    }

    private static byte[] value(int id) {
        return new WirePrefix(id).before("x".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void countsWhatIsRetainedWheneverItLooks(long seed) throws Exception {
        Random random = new Random(seed);
        String topic = "usage-" + seed;
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        Model model = new Model();
        try (Admin admin = KafkaClients.admin(settings, ENOUGH);
                Producer<byte[], byte[]> producer = KafkaClients.producer(settings, ENOUGH);
                TopicReader reader = new TopicReader(settings, ENOUGH)) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
            SchemaUsage usage = new SchemaUsage(topic, false);
            for (int step = 0; step < 12; step++) {
                int partition = random.nextInt(3);
                List<Integer> held = model.ids.computeIfAbsent(partition, any -> new ArrayList<>());
                if (random.nextInt(3) > 0) {
                    for (int number = random.nextInt(20); number > 0; number--) {
                        int id = 1 + random.nextInt(4);
                        held.add(id);
                        var unused = producer.send(new ProducerRecord<>(topic, partition, null, value(id)));
                    }
                    producer.flush();
                } else if (!held.isEmpty()) {
                    int begin = random.nextInt(held.size() + 1);
                    if (begin > model.begins.getOrDefault(partition, 0)) {
                        model.begins.put(partition, begin);
                        admin.deleteRecords(Map.of(
                                        new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(begin)))
                                .all()
                                .get();
                    }
                }
                if (random.nextBoolean()) {
                    usage.readOn(reader, ENOUGH);
                    assertThat(usage.isWhole()).isTrue();
                    check(model, usage.uses());
                }
            }
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    /** Exactly what is retained, where none of it may have gone; otherwise no less, and nothing of which all is gone. */
    private static void check(Model model, List<SchemaUsage.Use> uses) {
        Map<String, Long> retained = model.retained();
        assertThat(uses.stream().map(use -> use.partition() + ":" + use.schemaId()))
                .containsExactlyInAnyOrderElementsOf(retained.keySet());
        for (SchemaUsage.Use use : uses) {
            long expected = retained.getOrDefault(use.partition() + ":" + use.schemaId(), 0L);
            if (use.isAtMost()) {
                assertThat(use.count()).isGreaterThan(expected);
            } else {
                assertThat(use.count()).isEqualTo(expected);
            }
            List<Integer> ids = model.ids.getOrDefault(use.partition(), List.of());
            assertThat(use.last()).isEqualTo(ids.lastIndexOf(Integer.valueOf(use.schemaId())));
        }
    }

    @Test
    void goesOnWhereItsTimeWasOver() throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = KafkaClients.admin(settings, ENOUGH);
                Producer<byte[], byte[]> producer = KafkaClients.producer(settings, ENOUGH);
                TopicReader reader = new TopicReader(settings, ENOUGH)) {
            admin.createTopics(List.of(new NewTopic("usage-long", 1, (short) 1)))
                    .all()
                    .get();
            for (int number = 0; number < 2_000; number++) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("usage-long", value(7), value(8));
                record.headers().add("ce_source", "shop".getBytes(UTF_8));
                var unused = producer.send(record);
            }
            var tombstone = producer.send(new ProducerRecord<>("usage-long", value(7), null));
            producer.flush();
            tombstone.get();
            SchemaUsage values = new SchemaUsage("usage-long", false);
            SchemaUsage keys = new SchemaUsage("usage-long", true);

            values.readOn(reader, Duration.ZERO);
            boolean isWholeAtOnce = values.isWhole();
            long total = values.total();
            values.readOn(reader, ENOUGH);
            keys.readOn(reader, ENOUGH);

            assertThat(isWholeAtOnce).isFalse();
            assertThat(total).isEqualTo(2_001);
            assertThat(values.isWhole()).isTrue();
            assertThat(values.uses())
                    .containsExactly(
                            new SchemaUsage.Use(0, "-", 1, false, 2_000, List.of()),
                            new SchemaUsage.Use(0, "8", 2_000, false, 1_999, List.of("shop")));
            assertThat(keys.uses()).containsExactly(new SchemaUsage.Use(0, "7", 2_001, false, 2_000, List.of("shop")));
            admin.deleteTopics(List.of("usage-long")).all().get();
        }
    }
}
