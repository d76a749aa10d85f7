package dev.avenant.operations.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a topic with gaps, and how much of it is said to have been looked at, beside a look at all of it. */
@Tag("broker")
class EventScanTest {

    private static final Duration ENOUGH = Duration.ofSeconds(60);

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    /** In transactions, some of which are aborted, with times that go back now and then; the oldest are deleted. */
    private static void fill(String topic, int partitions, Random random) throws Exception {
        Map<String, Object> transactional = new HashMap<>(settings());
        transactional.put("transactional.id", topic);
        try (Admin admin = KafkaClients.admin(settings(), ENOUGH);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
            producer.initTransactions();
            for (int sent = 0; sent < 120; sent++) {
                producer.beginTransaction();
                byte[] value = {(byte) random.nextInt(3)};
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        topic, random.nextInt(partitions), 1000L + sent + random.nextInt(9), null, value);
                record.headers().add("n", value);
                var unused = producer.send(record);
                if (random.nextInt(5) == 0) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(random.nextInt(20))))
                    .all()
                    .get();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsWhatALookAtAllFindsAndCountsWhatItLeftOut(long seed) throws Exception {
        String topic = "scanned-" + seed;
        Random random = new Random(seed);
        int partitions = 1 + random.nextInt(3);
        fill(topic, partitions, random);
        try (TopicReader reader = new TopicReader(settings(), ENOUGH)) {
            List<ConsumerRecord<byte[], byte[]>> all = reader.read(topic);
            for (int question = 0; question < 60; question++) {
                Question asked = Question.any(random, partitions);
                List<String> found = new ArrayList<>();

                EventScan.Covered covered = EventScan.forEach(
                        reader,
                        topic,
                        asked.query(),
                        asked.until(),
                        record -> "",
                        Long.MAX_VALUE,
                        record -> found.add(place(record)));

                List<ConsumerRecord<byte[], byte[]>> inRange = asked.range(all, reader, topic);
                List<String> meant = inRange.stream()
                        .filter(asked.query()::matchesWithoutValue)
                        .map(EventScanTest::place)
                        .toList();
                assertThat(found).as("%s", asked).containsExactlyInAnyOrderElementsOf(meant);
                assertThat(covered.found()).as("%s", asked).isEqualTo(meant.size());
                assertThat(covered.searched()).as("%s", asked).isEqualTo(inRange.size());
                assertThat(covered.left()).as("%s", asked).isZero();
                assertThat(covered.total()).as("%s", asked).isGreaterThanOrEqualTo(all.size());
                assertThat(covered.isWhole()).as("%s", asked).isEqualTo(covered.total() == inRange.size());
                if (!asked.isLimited()) {
                    assertThat(covered.total()).as("%s", asked).isEqualTo(all.size());
                }
                List<ConsumerRecord<byte[], byte[]>> newest = EventScan.newest(
                                reader, topic, asked.query(), asked.until(), record -> "", 7)
                        .records();
                assertThat(newest).as("%s", asked).hasSize(Math.min(7, meant.size()));
                if (asked.isOfEnds()) {
                    requireEnds(newest, inRange);
                } else {
                    assertThat(newest.stream().map(EventScanTest::place))
                            .as("%s", asked)
                            .containsExactlyElementsOf(inRange.stream()
                                    .filter(asked.query()::matchesWithoutValue)
                                    .sorted(TopicReader.OLDEST_FIRST)
                                    .skip(Math.max(0, meant.size() - 7))
                                    .map(EventScanTest::place)
                                    .toList());
                }
            }
        }
    }

    /** Of no partition a record is passed over, also where times go back. */
    private static void requireEnds(
            List<ConsumerRecord<byte[], byte[]>> newest, List<ConsumerRecord<byte[], byte[]>> all) {
        for (int partition :
                newest.stream().map(ConsumerRecord::partition).distinct().toList()) {
            List<Long> found = offsets(newest, partition);
            List<Long> there = offsets(all, partition);
            assertThat(found).isEqualTo(there.subList(there.size() - found.size(), there.size()));
        }
    }

    private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> records, int partition) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .map(ConsumerRecord::offset)
                .sorted()
                .toList();
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.partition() + ":" + record.offset();
    }

    /** What is looked for, and where. */
    private record Question(
            @Nullable Integer partition,
            @Nullable Long offset,
            @Nullable Long since,
            EventScan.Until until,
            List<HeaderMatch> headers) {

        static Question any(Random random, int partitions) {
            int begin = random.nextInt(3);
            int end = random.nextInt(3);
            return new Question(
                    random.nextBoolean() ? null : random.nextInt(partitions),
                    begin == 1 ? Long.valueOf(random.nextInt(120)) : null,
                    begin == 2 ? Long.valueOf(990 + random.nextInt(140)) : null,
                    new EventScan.Until(
                            end == 1 ? Long.valueOf(random.nextInt(120)) : null,
                            end == 2 ? Long.valueOf(990 + random.nextInt(140)) : null),
                    random.nextBoolean() ? List.of() : List.of(new HeaderMatch("n", "\u0001")));
        }

        EventQuery query() {
            return new EventQuery(partition, false, null, null, headers, offset, since, null, null, null);
        }

        /** Whether the newest are those at the ends of partitions, since nothing else is asked for. */
        boolean isOfEnds() {
            return headers.isEmpty() && offset == null && since == null && until.equals(EventScan.Until.END);
        }

        boolean isLimited() {
            return partition != null || offset != null || since != null || !until.equals(EventScan.Until.END);
        }

        /** Of all records those at which it is to look. */
        List<ConsumerRecord<byte[], byte[]>> range(
                List<ConsumerRecord<byte[], byte[]>> all, TopicReader reader, String topic) {
            Map<TopicPartition, Long> starts = since == null ? Map.of() : reader.startsAt(topic, since);
            Long time = until.time();
            Map<TopicPartition, Long> ends = time == null ? Map.of() : reader.startsAt(topic, time);
            return all.stream()
                    .filter(record -> partition == null || partition == record.partition())
                    .filter(record -> offset == null || record.offset() >= offset)
                    .filter(record -> since == null || record.offset() >= of(starts, record))
                    .filter(record -> until.offset() == null || record.offset() < until.offset())
                    .filter(record -> time == null || record.offset() < of(ends, record))
                    .toList();
        }

        private static long of(Map<TopicPartition, Long> offsets, ConsumerRecord<?, ?> record) {
            return offsets.getOrDefault(new TopicPartition(record.topic(), record.partition()), Long.MAX_VALUE);
        }
    }
}
