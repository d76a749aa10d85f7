package dev.avenant.operations.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of records next to an offset of each partition. */
@Tag("broker")
class RecordPageTest {

    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final Comparator<ConsumerRecord<byte[], byte[]>> NEWEST_FIRST = TopicReader.OLDEST_FIRST.reversed();

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static void create(String topic, int partitions) throws Exception {
        try (Admin admin = KafkaClients.admin(settings(), ENOUGH)) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)
                            .configs(Map.of("max.message.bytes", "20000000"))))
                    .all()
                    .get();
        }
    }

    /** In transactions of one to three records, each of which leaves a gap; times go back now and then. */
    private static void fill(String topic, int partitions, int records, Random random) {
        Map<String, Object> transactional = new TreeMap<>(settings());
        transactional.put("transactional.id", topic);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            int sent = 0;
            while (sent < records) {
                producer.beginTransaction();
                for (int more = random.nextInt(3); more >= 0; more--) {
                    var unused = producer.send(new ProducerRecord<>(
                            topic, random.nextInt(partitions), 1000L + sent + random.nextInt(9), null, new byte[] {1}));
                    sent++;
                }
                if (random.nextInt(5) == 0) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
    }

    private static EventQuery at(PageBound.Side side, PartitionOffsets offsets) {
        return new EventQuery(null, false, null, null, List.of(), null, null, new PageBound(side, offsets), null, null);
    }

    private static List<String> places(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> record.partition() + ":" + record.offset())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachRecordIsOnOnePageOnTheWayThereAndOnTheWayBack(long seed) throws Exception {
        String topic = "paged-" + seed;
        Random random = new Random(seed);
        int partitions = 1 + random.nextInt(4);
        create(topic, partitions);
        fill(topic, partitions, 150, random);
        try (TopicReader reader = new TopicReader(settings(), ENOUGH)) {
            Set<String> all = new TreeSet<>(places(reader.read(topic)));

            List<String> there = new ArrayList<>();
            EventSearch.Found page = EventSearch.newest(reader, topic, 10, ENOUGH);
            EventSearch.Found last = page;
            there.addAll(places(page.records()));
            while (page.older().isPresent()) {
                page = EventSearch.search(
                        reader, topic, at(PageBound.Side.BEFORE, page.older().get()), record -> "", 10, ENOUGH);
                there.addAll(places(page.records()));
            }
            List<String> back = new ArrayList<>(places(page.records()));
            while (page.newer().isPresent()) {
                page = EventSearch.search(
                        reader, topic, at(PageBound.Side.FROM, page.newer().get()), record -> "", 10, ENOUGH);
                back.addAll(places(page.records()));
            }

            assertThat(there).hasSameSizeAs(all).containsExactlyInAnyOrderElementsOf(all);
            assertThat(back).hasSameSizeAs(all).containsExactlyInAnyOrderElementsOf(all);
            assertThat(last.records()).hasSize(10).isSortedAccordingTo(NEWEST_FIRST);
            assertThat(last.end()).isEqualTo(EventSearch.End.ENOUGH);
        }
    }

    @Test
    void aPageOfLargeRecordsIsShorterAndTheRestIsOnTheNext() throws Exception {
        create("large-pages", 2);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 20_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int number = 0; number < 10; number++) {
                var unused = producer.send(
                        new ProducerRecord<>("large-pages", number % 2, 1000L + number, null, new byte[15_000_000]));
            }
        }
        try (TopicReader reader = new TopicReader(settings(), ENOUGH)) {
            List<String> there = new ArrayList<>();
            EventSearch.Found page = EventSearch.newest(reader, "large-pages", 50, ENOUGH);
            there.addAll(places(page.records()));
            while (page.older().isPresent()) {
                assertThat(page.records()).hasSizeBetween(1, 4);
                assertThat(page.end()).isEqualTo(EventSearch.End.ENOUGH);
                page = EventSearch.search(
                        reader,
                        "large-pages",
                        at(PageBound.Side.BEFORE, page.older().get()),
                        record -> "",
                        50,
                        ENOUGH);
                there.addAll(places(page.records()));
            }

            assertThat(there).containsExactly("1:4", "0:4", "1:3", "0:3", "1:2", "0:2", "1:1", "0:1", "1:0", "0:0");
        }
    }

    @Test
    void whatWasNotReadInTimeIsOnTheNextPage() throws Exception {
        create("late-pages", 1);
        fill("late-pages", 1, 900, new Random(4));
        try (TopicReader reader = new TopicReader(settings(), ENOUGH)) {
            EventSearch.Found late = EventSearch.newest(reader, "late-pages", 800, Duration.ZERO);

            assertThat(late.end()).isEqualTo(EventSearch.End.TIME);
            assertThat(late.records()).isEmpty();
            assertThat(late.older())
                    .isEqualTo(late.spans().values().stream()
                            .findFirst()
                            .map(span -> new PartitionOffsets(new TreeMap<>(Map.of(0, span.end())))));
        }
    }
}
