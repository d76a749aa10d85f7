package dev.avenant.operations.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.operations.OperationException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What says which event a record holds, and what other programs keep for themselves, is nobody's to write by hand. */
@Tag("fast")
class EventDraftTest {

    private static final EventDraft DRAFT =
            new EventDraft("pings", "pings-value", 1, 7, new Schema.Parser().parse("""
                    {"type": "record", "name": "Ping", "namespace": "radar", "fields": [{"name": "x", "type": "int"}]}
                    """));

    private static ProducerRecord<byte[], byte[]> withHeaders(Map<String, String> headers) {
        return DRAFT.record("{\"x\": 1}", "k", headers, "/tests", "e-1", Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ce_specversion",
                "ce_id",
                "ce_type",
                "ce_source",
                "ce_time",
                "avenant-dlt-topic",
                "__connect.errors.topic",
                "kafka_dlt-original-topic"
            })
    void noHeaderIsForged(String name) {
        assertThatThrownBy(() -> withHeaders(Map.of(name, "x")))
                .isInstanceOf(OperationException.class)
                .hasMessage(
                        "Expected another header than " + name + ", which is set for the event or kept for others.");
    }

    @Test
    void otherHeadersAreWrittenBesideThoseOfTheEvent() {
        ProducerRecord<byte[], byte[]> record =
                withHeaders(Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        assertThat(record.headers())
                .extracting(Header::key)
                .contains("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "traceparent")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "orders-value, true",
        "orders-shop.Bought, true",
        "orders-key, false",
        "orders2-value, false",
        "orders, false"
    })
    void aSubjectOfATopicIsNamedAfterItAndNotThatOfItsKeys(String subject, boolean isOfTopic) {
        assertThat(EventDraft.subjectsOf("orders", List.of(subject))).hasSize(isOfTopic ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "pings-value, true",
        "pings-radar.Ping, true",
        "radar.Ping, true",
        "pings-key, false",
        "pings-Ping, false",
        "pongs-value, false"
    })
    void aSubjectOfValuesIsOneOfThreeNames(String subject, boolean isTaken) {
        EventDraft draft = new EventDraft("pings", subject, 1, 7, DRAFT.schema());

        if (isTaken) {
            draft.requireSubjectOfTopic();
        } else {
            assertThatThrownBy(draft::requireSubjectOfTopic)
                    .isInstanceOf(OperationException.class)
                    .hasMessage(
                            "Expected a subject of values of pings (pings-value, pings-radar.Ping or radar.Ping) but found "
                                    + subject + ".");
        }
    }
}
