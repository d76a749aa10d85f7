package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.cli.ConnectWorker.Warehouse;
import dev.avenant.cli.Shell.Result;
import dev.avenant.messaging.api.DeadLetterId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that a worker of Kafka Connect wrote: of a value that is no JSON, and of one that its sink refused. */
@Tag("broker")
class ConnectLettersTest extends PlatformCommands {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long WRITTEN = 1_767_225_600_000L;

    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @SuppressWarnings("NullAway.Init")
    private ConnectWorker worker;

    private String topic = "";

    @BeforeAll
    void aWorker(@TempDir Path workersFolder) {
        worker = new ConnectWorker(kafka.bootstrapServers(), workersFolder);
    }

    @AfterAll
    void noWorker() {
        worker.close();
    }

    @BeforeEach
    void twoLetters(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        topics.create(1, topic, topic + "-dlt");
        topics.send(order("a", "no JSON"), order("b", "{\"item\":\"" + topic + "\"}"));
        worker.runWarehouse(connector(), topic, topic + "-dlt");
        awaitLetters(2);
    }

    private String connector() {
        return "warehouse-" + topic;
    }

    private ProducerRecord<byte[], byte[]> order(String key, String value) {
        ProducerRecord<byte[], byte[]> order = new ProducerRecord<>(topic, 0, WRITTEN, bytes(key), bytes(value));
        order.headers().add("trace", bytes("t1"));
        return order;
    }

    private void awaitLetters(int count) {
        await().atMost(PATIENCE).until(() -> topics.read(topic + "-dlt").size() == count);
    }

    @Test
    void areListedWithWhoWroteThem() {
        assertThat(platform("", "dead-letters", "list").out())
                .containsPattern(topic + "-dlt +2 messages  Kafka Connect\n");
    }

    @Test
    void areExplained() {
        String registryUrl = registry.url().toString();
        Result notConverted = dead("explain", "--offset", "0:0", "--registry", registryUrl);
        Result notTaken = dead("explain", "--offset", "0:1", "--registry", registryUrl);

        assertThat(withoutTrace(notConverted.out())).isEqualTo("""
                        0:0  VALUE_CONVERTER
                          from       areExplained, partition 0, offset 0, written 2026-01-01T00:00:00Z
                          group      connect-warehouse-areExplained
                          failed     NOW
                          why        Converting byte[] to Kafka Connect data failed due to serialization error: Unrecognized token 'no':\
                         was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
                          exception  org.apache.kafka.connect.errors.DataException
                          caused by  com.fasterxml.jackson.core.JsonParseException
                          connector  warehouse-areExplained
                          task       0
                          executed   org.apache.kafka.connect.json.JsonConverter
                          key        a
                          value      7 bytes  6e 6f 20 4a 53 4f 4e  |no JSON|
                          headers    trace=t1
                          written by  Kafka Connect
                          id         %s, attempt 1
                          format     no Avro in Confluent's wire format: expected the magic byte 00 and a schema id
                          cause      The connector's converter does not read what the producer wrote: another format, another registry,\
                         or damaged bytes.
                          to do      Compare the bytes with the converter's settings. Correct these and replay, or correct the producer.
                        """.formatted(idOf(0)));
        assertThat(withoutTrace(notTaken.out())).isEqualTo("""
                        0:1  TASK_PUT
                          from       areExplained, partition 0, offset 1, written 2026-01-01T00:00:00Z
                          group      connect-warehouse-areExplained
                          failed     NOW
                          why        no shelf for areExplained
                          exception  java.lang.IllegalStateException
                          connector  warehouse-areExplained
                          task       0
                          executed   org.apache.kafka.connect.sink.SinkTask
                          key        b
                          value      23 bytes  7b 22 69 74 65 6d 22 3a 22 61 72 65 45 78 70 6c 61 69 6e 65 64 22 7d  |{"item":"areExplained"}|
                          headers    trace=t1
                          written by  Kafka Connect
                          id         %s, attempt 1
                          format     no Avro in Confluent's wire format: expected the magic byte 00 and a schema id
                          cause      The sink itself refused the record, mostly for its table, its types or a null.
                          to do      Correct what the reason names in the sink or in the record, then replay.
                        """.formatted(idOf(1)));
    }

    private UUID idOf(long offset) {
        return DeadLetterId.of("connect-" + connector(), topic, 0, offset, WRITTEN);
    }

    private static String withoutTrace(String explanation) {
        return explanation.replaceAll("failed     [^\n]*", "failed     NOW").replaceAll("(?m)^  trace .*\n", "");
    }

    @Test
    void areReplayedAndKnownWhenTheWorkerFailsAtThemAgain() {
        Result replay = dead("replay", "--all", "--to-original");
        awaitLetters(4);
        Result again = dead("replay", "--all", "--to-original", "--dry-run");

        assertThat(replay.out()).isEqualTo("Replayed 2 messages to " + topic + ", for every group that reads it.\n");
        assertThat(headers(topics.read(topic).get(2)))
                .containsExactly("trace", "avenant-dlt-id", "avenant-dlt-attempt");
        assertThat(states())
                .containsExactly(
                        "open; its newest letter is at 0:2", "open; its newest letter is at 0:3", "open", "open");
        assertThat(again.out()).isEqualTo("""
                0:2  VALUE_CONVERTER  attempt 2  key a
                0:3  TASK_PUT  attempt 2  key b
                Would replay 2 messages to %s, for every group that reads it.
                """.formatted(topic));
    }

    @Test
    void areResolvedWhenTheSinkTookThem() {
        Warehouse.SHELVES.add(topic);
        dead("replay", "--offset", "0:1", "--to-original");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(states()).containsExactly("open", "resolved"));
    }

    private List<String> states() {
        String title = "  state      ";
        return dead("show", "--to-original")
                .out()
                .lines()
                .filter(line -> line.startsWith(title))
                .map(line -> line.substring(title.length()))
                .toList();
    }

    private static Stream<String> headers(ConsumerRecord<byte[], byte[]> record) {
        return Stream.of(record.headers().toArray()).map(header -> header.key());
    }

    private Result dead(String command, String... options) {
        return platform(
                "",
                Stream.concat(Stream.of("dead-letters", command, topic + "-dlt"), Stream.of(options))
                        .toArray(String[]::new));
    }
}
