package dev.avenant.messaging.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everybody finds the same identity for the same record. */
@Tag("fast")
class DeadLetterIdTest {

    private static final Map<String, String> FROM_BEFORE =
            Map.of("topic", "orders", "group", "billing", "partition", "2", "offset", "41", "timestamp", "1000");

    @Test
    void isFoundInWhereARecordCameFromAndIsTheSameWhereItIsSaid() {
        UUID id = DeadLetterId.of("billing", "orders", 2, 41, 1000);

        assertThat(letter(FROM_BEFORE).id()).isEqualTo(id);
        assertThat(letter(Map.of("id", id.toString())).id()).isEqualTo(id);
        assertThat(letter(with("id", "no id")).id()).isEqualTo(id);
    }

    @Test
    void differsWhereverTheRecordDiffers() {
        assertThat(java.util.stream.Stream.of(
                                with("topic", "returns"),
                                with("group", "shipping"),
                                with("partition", "3"),
                                with("offset", "42"),
                                with("timestamp", "1001"))
                        .map(headers -> letter(headers).id()))
                .doesNotHaveDuplicates()
                .doesNotContain(letter(FROM_BEFORE).id());
    }

    @Test
    void believesNoAttemptAndNoTimeThatIsNone() {
        assertThat(letter(with("attempt", "7")).attempt()).isEqualTo(7);
        assertThat(letter(with("attempt", "0")).attempt()).isEqualTo(1);
        assertThat(letter(with("attempt", "99999999999")).attempt()).isEqualTo(1);
        assertThat(letter(with("failed-at", "2026-01-01T00:00:01.5Z")).failedAt())
                .isEqualTo(Instant.parse("2026-01-01T00:00:01.500Z"));
        assertThat(letter(with("failed-at", "yesterday")).failedAt()).isEqualTo(Instant.EPOCH);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> headers = new HashMap<>(FROM_BEFORE);
        headers.put(name, value);
        return headers;
    }

    private static DeadLetter letter(Map<String, String> headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("orders.billing.dlt", 0, 3, "7".getBytes(UTF_8), "garbage".getBytes(UTF_8));
        headers.forEach((name, value) -> record.headers().add("avenant-dlt-" + name, value.getBytes(UTF_8)));
        return new DeadLetter(record);
    }
}
