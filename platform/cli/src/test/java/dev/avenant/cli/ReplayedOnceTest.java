package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** However often dead letters are replayed, each record is on its way once. */
@Tag("broker")
class ReplayedOnceTest extends PlatformCommands {

    private String topic = "";

    @BeforeEach
    void topics(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        Map<String, String> large = Map.of("max.message.bytes", "5000000");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(topic + ".books.dlt", 2, (short) 1).configs(large),
                            new NewTopic(topic + ".books.replay", 2, (short) 1).configs(large)))
                    .all()
                    .get();
        }
    }

    @Test
    void takesNoLetterASecondTime() throws Exception {
        send(letter(1, "a", Map.of("attempt", "1")));
        send(letter(2, "b", Map.of("attempt", "1")));

        assertThat(replay("--all").out()).isEqualTo("Replayed 2 messages to " + topic + ".books.replay.\n");
        Result second = replay("--all");

        assertThat(second.out())
                .isEqualTo("Replayed 0 messages to " + topic + ".books.replay."
                        + " (2 are left out: they were replayed since they failed)\n");
        assertThat(second.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(replayed()).hasSize(2);
    }

    @Test
    void takesTheNewestLetterOfARecordThatFailedAgain() throws Exception {
        send(letter(1, "a", Map.of("attempt", "1", "failed-at", "2026-01-01T00:00:01Z")));
        replay("--all");
        send(letter(1, "a", Map.of("attempt", "2", "failed-at", "2026-01-01T00:00:02.5Z")));

        Result second = replay("--all");

        assertThat(second.out()).isEqualTo("Replayed 1 message to " + topic + ".books.replay.\n");
        assertThat(replayed()).extracting(DeadLetter::attempt).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void takesTheLetterWithMoreAttemptsWhateverTheClockSaidThatWroteIt() throws Exception {
        send(letter(1, "a", Map.of("attempt", "1", "failed-at", "2026-01-01T00:00:09Z")));
        replay("--all");
        send(letter(1, "a", Map.of("attempt", "2", "failed-at", "2026-01-01T00:00:02Z")));

        Result second = replay("--all");

        assertThat(second.out()).isEqualTo("Replayed 1 message to " + topic + ".books.replay.\n");
        assertThat(replayed()).extracting(DeadLetter::attempt).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void knowsTheRecordsOfLettersFromBeforeTheySaidSo() throws Exception {
        send(letter(1, "a", Map.of("failed-at", "2026-01-01T00:00:01Z")));
        send(letter(1, "a", Map.of("failed-at", "2026-01-01T00:00:02Z")));
        send(letter(2, "b", Map.of()));

        assertThat(replay("--all").out()).startsWith("Replayed 2 messages ");
        assertThat(replay("--all").out()).startsWith("Replayed 0 messages ");
        assertThat(replayed())
                .extracting(DeadLetter::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void takesALetterThatIsNamedByItsPlaceHoweverOften() throws Exception {
        send(letter(1, "a", Map.of()));
        replay("--all");

        assertThat(replay("--offset", "1:0").out()).startsWith("Replayed 1 message ");
        assertThat(replayed()).hasSize(2);
    }

    @Test
    void leavesALetterThatFailedTooOften() throws Exception {
        send(letter(1, "a", Map.of("attempt", "10")));

        assertThat(replay("--all").out())
                .isEqualTo("Replayed 0 messages to " + topic + ".books.replay."
                        + " (1 is left out: it failed 10 times; --max-attempts or --offset takes it)\n");
        assertThat(replay("--all", "--max-attempts", "11").out()).startsWith("Replayed 1 message ");
    }

    @Test
    void listsWhatADryRunWouldTake() throws Exception {
        send(letter(1, "a", Map.of("attempt", "2")));

        Result dryRun = replay("--all", "--dry-run");

        assertThat(dryRun.out()).isEqualTo("""
                        1:0  NOT_AVRO  attempt 2  key a
                        Would replay 1 message to listsWhatADryRunWouldTake.books.replay.
                        """);
        assertThat(replayed()).isEmpty();
    }

    @Test
    void takesALetterOfMegabytes() throws Exception {
        ProducerRecord<byte[], byte[]> large = letter(1, "a", Map.of());
        byte[] value = new byte[4_000_000];
        new java.util.Random(7).nextBytes(value);
        send(new ProducerRecord<>(large.topic(), large.partition(), large.key(), value, large.headers()));
        send(letter(2, "b", Map.of()));

        Result result = replay("--all", "--rate", "1000");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("Replayed 2 messages ");
        assertThat(replayed()).extracting(DeadLetter::size).containsExactlyInAnyOrder(4_000_000L, 7L);
    }

    @Test
    void wantsARateOfMoreThanNothing() {
        Result result = replay("--all", "--rate", "0");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).isEqualTo("Expected a --rate of more than 0 messages per second but found 0.0.\n");
    }

    private Result replay(String... options) {
        return platform(
                "",
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("dead-letters", "replay", topic + ".books.dlt"),
                                java.util.stream.Stream.of(options))
                        .toArray(String[]::new));
    }

    private List<DeadLetter> replayed() {
        try (TopicReader reader =
                new TopicReader(Map.of("bootstrap.servers", kafka.bootstrapServers()), Duration.ofSeconds(30))) {
            return reader.read(topic + ".books.replay").stream()
                    .map(DeadLetter::new)
                    .toList();
        }
    }

    private ProducerRecord<byte[], byte[]> letter(long offset, String key, Map<String, String> more) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic + ".books.dlt", 1, bytes(key), bytes("garbage"));
        Map.of("topic", topic, "partition", "1", "offset", String.valueOf(offset), "group", "books")
                .forEach((name, text) -> letter.headers().add("avenant-dlt-" + name, bytes(text)));
        letter.headers().add("avenant-dlt-category", bytes("NOT_AVRO"));
        for (String name : Set.of("attempt", "failed-at")) {
            if (more.containsKey(name)) {
                letter.headers().add("avenant-dlt-" + name, bytes(more.getOrDefault(name, "")));
            }
        }
        return letter;
    }

    private static void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 5_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }
}
