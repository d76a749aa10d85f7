package dev.avenant.messaging.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class DeadLetterTest {

    @Test
    void namesTheTopicsOfAGroup() {
        DeadLetterTopic topic = DeadLetterTopic.of("orders", "billing");

        assertThat(topic.name()).isEqualTo("orders.billing.dlt").isEqualTo(topic.toString());
        assertThat(topic.replayTopic()).isEqualTo("orders.billing.replay");
        assertThat(DeadLetterTopic.isName("orders.billing.dlt")).isTrue();
        assertThat(DeadLetterTopic.isName("orders.billing.replay")).isFalse();
        assertThat(DeadLetterTopic.isName(".dlt")).isFalse();
        assertThat(DeadLetterTopic.isReplayTopicName("orders.billing.replay")).isTrue();
        assertThat(DeadLetterTopic.isReplayTopicName("orders")).isFalse();
    }

    @Test
    void refusesTheNameOfAnotherTopic() {
        assertThatThrownBy(() -> new DeadLetterTopic("orders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected the name of a dead-letter topic, <topic>.<group>.dlt, but found \"orders\"");
    }

    @Test
    void tellsWhyItIsThereFromWhatItCameWith() {
        DeadLetter letter = letter(Map.of(
                DeadLetterHeaders.CATEGORY, "NOT_AVRO", DeadLetterHeaders.MESSAGE, "no magic byte", "ce_id", "x7"));

        assertThat(letter.category()).contains("NOT_AVRO");
        assertThat(letter.reasons()).containsOnly(entry("category", "NOT_AVRO"), entry("message", "no magic byte"));
        assertThat(letter.originalHeaders()).containsOnly(entry("ce_id", "x7"));
        assertThat(letter.key()).isEqualTo("7");
    }

    @Test
    void hasNoCategoryWhenNobodySaid() {
        assertThat(letter(Map.of()).category()).isEmpty();
        assertThat(letter(Map.of()).reasons()).isEmpty();
    }

    @Test
    void isReplayedWithAllOfItsHeaders() {
        DeadLetter letter = letter(Map.of(DeadLetterHeaders.PARTITION, "2", "ce_id", "x7"));

        ProducerRecord<byte[], byte[]> replay = letter.replay();

        assertThat(replay.topic()).isEqualTo("orders.billing.replay");
        assertThat(replay.partition()).isNull();
        assertThat(replay.key()).isEqualTo("7".getBytes(UTF_8));
        assertThat(replay.value()).isEqualTo("garbage".getBytes(UTF_8));
        assertThat(replay.headers()).isEqualTo(letter.record().headers());
    }

    @Test
    void believesNoNumberThatIsNone() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("two", "2".getBytes(UTF_8));
        headers.add("negative", "-7".getBytes(UTF_8));
        headers.add("word", "nine".getBytes(UTF_8));
        headers.add("huge", new byte[5000]);
        headers.add("nothing", null);

        assertThat(DeadLetterHeaders.number(headers, "two", value -> value >= 0))
                .hasValue(2);
        for (String name : new String[] {"negative", "word", "huge", "nothing", "missing"}) {
            assertThat(DeadLetterHeaders.number(headers, name, value -> value >= 0))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void saysInItsHeadersWhichEventItIs() {
        Map<String, byte[]> headers =
                CloudEventHeaders.of("x7", "shop.Order", "/orders", Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(headers.entrySet())
                .extracting(header -> header.getKey() + "=" + new String(header.getValue(), UTF_8))
                .containsExactly(
                        "ce_specversion=1.0",
                        "ce_id=x7",
                        "ce_type=shop.Order",
                        "ce_source=/orders",
                        "ce_time=2026-01-01T00:00:00Z");
    }

    @Test
    void showsTheSchemaIdOfItsValue() {
        byte[] value = new WirePrefix(258).before(new byte[] {9});

        assertThat(value).containsExactly(0, 0, 0, 1, 2, 9);
        assertThat(WirePrefix.of(value)).contains(new WirePrefix(258));
        assertThat(WirePrefix.of(new byte[] {0, 0, 0, 1})).isEmpty();
        assertThat(WirePrefix.of("garbage".getBytes(UTF_8))).isEmpty();
    }

    private static DeadLetter letter(Map<String, String> headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("orders.billing.dlt", 0, 3, "7".getBytes(UTF_8), "garbage".getBytes(UTF_8));
        Headers target = record.headers();
        headers.forEach((name, value) -> target.add(name, value.getBytes(UTF_8)));
        return new DeadLetter(record);
    }
}
