package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.messaging.api.PackedRecord;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands for dead letters. */
@Tag("process")
class DeadLetterCommandsTest extends PlatformCommands {
    @Test
    void showsDeadLettersAndReplaysThem() throws Exception {
        createTopic("pay.books.dlt");
        createTopic("pay.books.replay");
        send(letter("pay.books.dlt", "7", "garbage", "NOT_AVRO", Map.of()));
        send(letter("pay.books.dlt", "8", "more", "HANDLER_REFUSED", Map.of("offset", "42")));

        Result list = platform("", "dead-letters", "list");
        Result show = platform("", "dead-letters", "show", "pay.books.dlt");
        Result replay = platform("", "dead-letters", "replay", "pay.books.dlt", "--category", "NOT_AVRO");
        Result replayed = platform(
                "",
                "events",
                "tail",
                "pay.books.replay",
                "--from-beginning",
                "--until-end",
                "--registry",
                registry.url().toString());

        assertThat(list.out()).containsPattern("pay\\.books\\.dlt +2 messages\n");
        assertThat(show.out()).startsWith("""
                        0:0  NOT_AVRO
                          from       pay, partition 2, offset 41, written 2026-01-01T00:00:00Z
                          group      books
                          failed     2026-01-01T00:00:01Z
                          why        expected a schema id but found \\u001b[31mtext
                          exception  dev.avenant.serde.NotAvroException
                          key        7
                          value      7 bytes  67 61 72 62 61 67 65  |garbage|
                          headers    ce_id=x7
                          state      open

                        0:1  HANDLER_REFUSED
                        """);
        assertThat(replay.out()).isEqualTo("Replayed 1 message to pay.books.replay.\n");
        assertThat(replayed.out().lines()).hasSize(1);
        assertThat(replayed.out()).contains(" 7 (no Avro");
    }

    @Test
    void showsALetterWhoseBytesLieInParts() throws Exception {
        createTopic("parts.books.dlt");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        new PackedRecord(bytes("garbage"), bytes("7"), new RecordHeaders()).pack(packed);
        byte[] all = packed.toByteArray();
        for (int part = 0; part < 2; part++) {
            byte[] half = Arrays.copyOfRange(all, part * all.length / 2, (part + 1) * all.length / 2);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("parts.books.dlt", half);
            record.headers().add("avenant-dlt-part", bytes(String.valueOf(part)));
            send(record);
        }
        send(letter("parts.books.dlt", "7", "", "NOT_AVRO", Map.of("parts", "0:0-1", "size", "7")));
        send(letter("parts.books.dlt", "8", "", "NOT_AVRO", Map.of("parts", "0:1-2", "size", "7")));

        Result show = platform("", "dead-letters", "show", "parts.books.dlt");

        assertThat(show.out().lines().filter(line -> line.contains("  value  ")))
                .containsExactly(
                        "  value      7 bytes  in parts  67 61 72 62 61 67 65  |garbage|",
                        "  value      7 bytes  in parts that cannot be read: Not in GZIP format");
        assertThat(show.exitCode()).isZero();
    }

    @Test
    void wantsToBeToldWhatToReplay() {
        Result result = platform("", "dead-letters", "replay", "pay.books.dlt");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("Expected which messages to replay (--offset, --key, --category or --all) "
                        + "but found none.\n");
    }

    private static ProducerRecord<byte[], byte[]> letter(
            String topic, String key, String value, String category, Map<String, String> more) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, bytes(key), bytes(value));
        Map.of("topic", "pay", "partition", "2", "offset", "41", "timestamp", "1767225600000", "group", "books")
                .forEach((name, text) -> letter.headers().add("avenant-dlt-" + name, bytes(text)));
        letter.headers()
                .add("avenant-dlt-category", bytes(category))
                .add("avenant-dlt-exception", bytes("dev.avenant.serde.NotAvroException"))
                .add("avenant-dlt-message", bytes("expected a schema id but found \u001b[31mtext"))
                .add("avenant-dlt-failed-at", bytes("2026-01-01T00:00:01Z"))
                .add("ce_id", bytes("x" + key));
        more.forEach((name, text) -> letter.headers().add("avenant-dlt-" + name, bytes(text)));
        return letter;
    }

    private static void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }
}
