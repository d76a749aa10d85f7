package dev.avenant.messaging.api.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose letter a record is, and what it says. */
@Tag("fast")
class LetterDialectsTest {

    private static final String[] CONNECT = {
        "trace", "t1",
        "__connect.errors.topic", "orders",
        "__connect.errors.partition", "2",
        "__connect.errors.offset", "41",
        "__connect.errors.connector.name", "warehouse",
        "__connect.errors.task.id", "0",
        "__connect.errors.stage", "VALUE_CONVERTER",
        "__connect.errors.class.name", "org.apache.kafka.connect.json.JsonConverter",
        "__connect.errors.exception.class.name", "org.apache.kafka.connect.errors.DataException",
        "__connect.errors.exception.message", "no JSON",
        "__connect.errors.exception.stacktrace", "org.apache.kafka.connect.errors.DataException: no JSON\n\tat a.b"
    };

    private static final String[] SHARE_GROUP = {
        "__dlq.errors.topic", "orders",
        "__dlq.errors.partition", "2",
        "__dlq.errors.offset", "41",
        "__dlq.errors.group", "billing",
        "__dlq.errors.delivery.count", "5",
        "__dlq.errors.message", "Offset rejected by client."
    };

    @Test
    void readsALetterOfKafkaConnect() {
        Letter letter = Letter.of(LetterFixture.record(7, CONNECT)).orElseThrow();

        assertThat(letter.dialect().title()).isEqualTo("Kafka Connect");
        assertThat(letter.report().origin())
                .isEqualTo(new LetterReport.Origin("orders", 2, 41, LetterFixture.WRITTEN, "connect-warehouse"));
        assertThat(letter.report().failure())
                .isEqualTo(new LetterReport.Failure(
                        "VALUE_CONVERTER",
                        "org.apache.kafka.connect.errors.DataException",
                        null,
                        "no JSON",
                        "org.apache.kafka.connect.errors.DataException: no JSON\n\tat a.b"));
        assertThat(letter.report().details())
                .isEqualTo(Map.of(
                        "connector",
                        "warehouse",
                        "task",
                        "0",
                        "executed",
                        "org.apache.kafka.connect.json.JsonConverter"));
        assertThat(LetterFixture.original(letter)).isEqualTo(Map.of("trace", "t1"));
    }

    @Test
    void saysWhatAConverterOfKafkaConnectMetWhereItsOwnMessageEndsBeforeThat() {
        String stacktrace = """
                org.apache.kafka.connect.errors.DataException: Not converted:\s
                \tat a.b
                \tSuppressed: java.io.IOException: closed
                \tCaused by: java.io.IOException: of the suppressed one
                Caused by: org.apache.kafka.common.errors.SerializationException: wrapped
                \tat c.d
                Caused by: com.fasterxml.jackson.core.JsonParseException: Unrecognized token: 'no'
                 at [Source: (byte[])]
                """;

        LetterReport.Failure failure = Letter.of(LetterFixture.record(
                        7,
                        "__connect.errors.exception.class.name",
                        "org.apache.kafka.connect.errors.DataException",
                        "__connect.errors.exception.message",
                        "Not converted: ",
                        "__connect.errors.exception.stacktrace",
                        stacktrace))
                .orElseThrow()
                .report()
                .failure();

        assertThat(failure.rootException()).hasValue("com.fasterxml.jackson.core.JsonParseException");
        assertThat(failure.message()).isEqualTo("Not converted: Unrecognized token: 'no'");
    }

    @Test
    void readsALetterOfAShareGroup() {
        Letter letter = Letter.of(LetterFixture.record(7, SHARE_GROUP)).orElseThrow();

        assertThat(letter.dialect().title()).isEqualTo("Kafka share group");
        assertThat(letter.report().origin()).isEqualTo(new LetterReport.Origin("orders", 2, 41, -1, "billing"));
        assertThat(letter.report().failure().message()).isEqualTo("Offset rejected by client.");
        assertThat(letter.report().details()).isEqualTo(Map.of("deliveries", "5"));
    }

    @Test
    void takesNoOtherRecordForALetter() {
        assertThat(Letter.of(LetterFixture.record(7, "ce_id", "1", "kafka_correlationId", "2")))
                .isEmpty();
        assertThat(Letter.of(LetterFixture.record(7, "avenant-dlt-id", "x", "avenant-dlt-attempt", "1")))
                .as("a replay")
                .isEmpty();
        assertThat(Letter.of(LetterFixture.record(7, "avenant-dlt-part", "0"))).isEmpty();
    }

    @Test
    void takesTheDialectOfWhoWroteLastForTheLettersOwn() {
        String[] both =
                Stream.concat(Stream.of(SHARE_GROUP), Stream.of(CONNECT)).toArray(String[]::new);

        assertThat(Letter.of(LetterFixture.record(7, both))
                        .orElseThrow()
                        .dialect()
                        .name())
                .isEqualTo("connect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"avenant", "spring", "connect", "streams", "share-group"})
    void readsForgedHeadersWithoutFailing(String name) {
        LetterDialect dialect = LetterDialects.named(name).orElseThrow();
        RecordHeaders headers = new RecordHeaders();
        Stream.of(
                        "kafka_dlt-original-",
                        "kafka_original-",
                        "__connect.errors.",
                        "__streams.errors.",
                        "__dlq.errors.",
                        "avenant-dlt-")
                .forEach(prefix -> Stream.of("topic", "partition", "offset", "timestamp", "attempt", "id")
                        .forEach(field -> headers.add(prefix + field, new byte[] {(byte) 0xff, 1, 2})));
        headers.add("kafka_dlt-original-offset", null);
        headers.add("__connect.errors.offset", "-7".getBytes(UTF_8));

        Letter letter = Letter.of(LetterFixture.record(7, headers), dialect);

        assertThat(letter.report().origin().partition()).isEqualTo(-1);
        assertThat(letter.report().origin().offset()).isEqualTo(-1);
        assertThat(letter.attempt()).isPositive();
        assertThat(letter.id()).isNotNull();
    }

    @Test
    void replaysTheRecordAsItWasWithWhoItIs() {
        Letter letter = Letter.of(LetterFixture.record(7, CONNECT)).orElseThrow();

        ProducerRecord<byte[], byte[]> replay = letter.replayTo("orders", 2);

        assertThat(replay.partition()).isEqualTo(2);
        assertThat(replay.key()).isEqualTo(letter.record().key());
        assertThat(replay.value()).isEqualTo(letter.record().value());
        assertThat(headers(replay))
                .isEqualTo(Map.of("trace", "t1", "avenant-dlt-id", letter.id().toString(), "avenant-dlt-attempt", "1"));
    }

    @Test
    void knowsAReplayThatFailedAgainByItsIdAndCountsIt() {
        Letter first = Letter.of(LetterFixture.record(7, CONNECT)).orElseThrow();
        RecordHeaders again = new RecordHeaders(first.replayTo("orders", 2).headers());
        for (int i = 2; i < CONNECT.length; i += 2) {
            again.add(CONNECT[i], (CONNECT[i].endsWith("offset") ? "99" : CONNECT[i + 1]).getBytes(UTF_8));
        }

        Letter second = Letter.of(LetterFixture.record(8, again)).orElseThrow();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(headers(second.replayTo("orders", 2)))
                .containsEntry("avenant-dlt-attempt", "2")
                .hasSize(3);
    }

    @Test
    void saysWhoDroppedItWhenAndWhy() {
        Letter letter = Letter.of(LetterFixture.record(7, CONNECT)).orElseThrow();
        Instant now = Instant.parse("2026-03-01T12:00:00Z");

        ProducerRecord<byte[], byte[]> marker = letter.dropped("sent again", "ops", Clock.fixed(now, ZoneOffset.UTC));

        assertThat(marker.topic()).isEqualTo("letters");
        assertThat(marker.partition()).isEqualTo(1);
        assertThat(marker.key()).isEqualTo(letter.record().key());
        assertThat(marker.value()).isNull();
        assertThat(headers(marker))
                .isEqualTo(Map.of(
                        "avenant-dlt-id", letter.id().toString(),
                        "avenant-dlt-attempt", "1",
                        "avenant-dlt-dropped", "sent again",
                        "avenant-dlt-dropped-at", "2026-03-01T12:00:00Z",
                        "avenant-dlt-dropped-by", "ops"));
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        return Stream.of(record.headers().toArray())
                .collect(Collectors.toMap(
                        header -> header.key(), header -> new String(Objects.requireNonNull(header.value()), UTF_8)));
    }
}
