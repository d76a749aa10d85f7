package dev.avenant.operations.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.KafkaAccess;
import dev.avenant.operations.TestAccess;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An index that reads on says what a scan of the whole topic says. */
@Tag("broker")
class LetterIndexTest {

    @RegisterExtension
    static final EmbeddedKafka broker = EmbeddedKafka.perJvm();

    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private final KafkaAccess kafka = new TestAccess(broker::bootstrapServers);

    @Test
    void saysTheSameAsAScanWhateverHappensToTheLetters() throws Exception {
        create("indexed.books.dlt", "indexed.books.replay");
        LetterSource source = LetterSource.of("indexed.books.dlt");
        LetterIndex index = new LetterIndex(source, LetterTarget.OWN_GROUP);
        Random random = new Random(7);
        Set<LetterState> seen = EnumSet.noneOf(LetterState.class);
        int[] attempts = new int[8];
        for (int step = 0; step < 60; step++) {
            int record = random.nextInt(attempts.length);
            switch (random.nextInt(4)) {
                case 0, 1 -> send(letter(record, ++attempts[record]));
                case 2 -> replay(source, record);
                default -> settle(source, record, random);
            }
            index.refresh(kafka, ENOUGH);

            assertThat(index.remaining()).isZero();
            index.select(LetterFilter.ALL, kafka).forEach(letter -> seen.add(letter.state()));
            assertThat(described(index.select(LetterFilter.ALL, kafka)))
                    .as("step %d", step)
                    .containsExactlyInAnyOrderElementsOf(scanned(source));
        }
        assertThat(seen).contains(LetterState.OPEN, LetterState.REPLAYED, LetterState.RESOLVED, LetterState.DROPPED);
    }

    @Test
    void forgetsWhatKafkaDeletedAndReadsAnewATopicThatWasMadeAnew() throws Exception {
        create("renewed.books.dlt");
        LetterIndex index = new LetterIndex(LetterSource.of("renewed.books.dlt"), LetterTarget.OWN_GROUP);
        for (int record = 0; record < 5; record++) {
            send(letter("renewed", record, 1));
        }
        index.refresh(kafka, ENOUGH);
        try (Admin admin = kafka.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition("renewed.books.dlt", 0), RecordsToDelete.beforeOffset(3)))
                    .all()
                    .get();
            index.refresh(kafka, ENOUGH);
            assertThat(index.letters()).isEqualTo(2);

            admin.deleteTopics(List.of("renewed.books.dlt")).all().get();
        }
        create("renewed.books.dlt");
        send(letter("renewed", 9, 1));
        index.refresh(kafka, ENOUGH);

        assertThat(index.select(LetterFilter.ALL, kafka))
                .extracting(letter -> letter.facts().key())
                .containsExactly("9");
    }

    @Test
    void readsAnewATopicThatWasMadeAnewAndHoldsMoreThanTheOneBefore() throws Exception {
        create("refilled.books.dlt");
        LetterIndex index = new LetterIndex(LetterSource.of("refilled.books.dlt"), LetterTarget.OWN_GROUP);
        for (int record = 0; record < 3; record++) {
            send(letter("refilled", record, 1));
        }
        index.refresh(kafka, ENOUGH);
        try (Admin admin = kafka.admin()) {
            admin.deleteTopics(List.of("refilled.books.dlt")).all().get();
        }
        create("refilled.books.dlt");
        for (int record = 10; record < 15; record++) {
            send(letter("refilled", record, 1));
        }

        index.refresh(kafka, ENOUGH);

        assertThat(index.select(LetterFilter.ALL, kafka))
                .extracting(letter -> letter.facts().key())
                .containsExactlyInAnyOrder("10", "11", "12", "13", "14");
        assertThat(index.letters()).isEqualTo(5);
    }

    @Test
    void readsOnTheNextTimeWhatItHadNoTimeFor() throws Exception {
        create("long.books.dlt");
        for (int record = 0; record < 3; record++) {
            send(letter("long", record, 1));
        }
        LetterIndex index = new LetterIndex(LetterSource.of("long.books.dlt"), LetterTarget.OWN_GROUP);

        LetterDrop all = new LetterDrop(LetterSource.of("long.books.dlt"), LetterFilter.ALL);

        index.refresh(kafka, Duration.ZERO);
        assertThat(index.remaining()).isEqualTo(3);
        assertThat(index.preview(all, kafka).unread()).isEqualTo(3);

        index.refresh(kafka, ENOUGH);
        assertThat(index.remaining()).isZero();
        assertThat(index.letters()).isEqualTo(3);
    }

    private List<String> scanned(LetterSource source) {
        List<String> scanned = new ArrayList<>();
        try (TopicReader reader = kafka.reader()) {
            LetterScan scan = LetterScan.of(
                    reader, source, LetterFilter.ALL, letter -> LetterTarget.OWN_GROUP.of(letter, source), kafka);
            scan.forEach((letter, state) -> {
                if (scan.isNewest(letter)) {
                    scanned.add(letter.place() + " " + state);
                }
            });
        }
        return scanned;
    }

    private static List<String> described(List<IndexedLetter> letters) {
        return letters.stream()
                .map(letter -> letter.facts().place() + " " + letter.state())
                .toList();
    }

    private void replay(LetterSource source, int record) throws Exception {
        LetterFilter filter =
                new LetterFilter(Set.of(), String.valueOf(record), null, null, null, null, null, null, null, null);
        try (TopicReader reader = kafka.reader();
                Producer<byte[], byte[]> producer = kafka.replayProducer()) {
            LetterSending sending = LetterSending.oneAtATime(producer, null, kafka);
            new LetterReplay(source, filter, LetterTarget.OWN_GROUP, 100)
                    .forEach(
                            reader,
                            kafka,
                            new LetterTally(),
                            (letter, state, sent) -> sending.send(letter.place(), sent));
        } catch (NoSuchLetterException none) {
            return;
        }
    }

    private void settle(LetterSource source, int record, Random random) throws Exception {
        if (random.nextBoolean()) {
            try (TopicReader reader = kafka.reader();
                    Admin admin = kafka.admin()) {
                long end = reader.read("indexed.books.replay").size();
                admin.alterConsumerGroupOffsets(
                                "books",
                                Map.of(new TopicPartition("indexed.books.replay", 0), new OffsetAndMetadata(end)))
                        .all()
                        .get();
            }
            return;
        }
        List<ProducerRecord<byte[], byte[]>> markers = new ArrayList<>();
        try (TopicReader reader = kafka.reader()) {
            reader.forEach(
                    source.topic(),
                    found -> source.letter(found)
                            .filter(letter -> String.valueOf(record)
                                    .equals(letter.deadLetter().key()))
                            .ifPresent(letter -> markers.add(letter.dropped("a test", "nobody", Clock.systemUTC()))));
        }
        for (ProducerRecord<byte[], byte[]> marker : markers) {
            send(marker);
        }
    }

    private static ProducerRecord<byte[], byte[]> letter(int record, int attempt) {
        return letter("indexed", record, attempt);
    }

    private static ProducerRecord<byte[], byte[]> letter(String topic, int record, int attempt) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic + ".books.dlt", 0, String.valueOf(record).getBytes(UTF_8), "garbage".getBytes(UTF_8));
        Map.of(
                        "topic",
                        topic,
                        "partition",
                        "0",
                        "offset",
                        String.valueOf(record),
                        "timestamp",
                        "1767225600000",
                        "group",
                        "books",
                        "category",
                        "NOT_AVRO",
                        "attempt",
                        String.valueOf(attempt),
                        "failed-at",
                        "2026-01-01T00:00:0" + attempt % 10 + "Z")
                .forEach((name, text) -> letter.headers().add("avenant-dlt-" + name, text.getBytes(UTF_8)));
        return letter;
    }

    private void create(String... topics) throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(topics).stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.replayProducer()) {
            producer.send(record).get();
        }
    }
}
