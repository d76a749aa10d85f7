package dev.avenant.operations.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What belongs together is known by the trace and by the ids that headers name. */
@Tag("fast")
class CorrelationIdsTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private static ConsumerRecord<byte[], byte[]> withHeader(String name, String text) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("orders", 0, 0, null, null);
        record.headers().add(name, text.getBytes(UTF_8));
        return record;
    }

    @ParameterizedTest
    @CsvSource({
        "traceparent, " + TRACEPARENT + ", " + TRACE + ", true",
        "ce_traceparent, " + TRACEPARENT + ", " + TRACE + ", true",
        "ce_traceparent, " + TRACEPARENT + ", " + TRACEPARENT + ", true",
        "ce_id, Order-7, order-7, true",
        "ce_correlationid, order-7, ' order-7 ', true",
        "ce_causationid, order-7, order-7, true",
        "ce_id, order-77, order-7, false",
        "traceparent, " + TRACE + ", " + TRACE + ", false",
        "other, order-7, order-7, false"
    })
    void aRecordBelongsToWhatItsHeadersName(String header, String text, String id, boolean belongs) {
        assertThat(new Correlation(id).holds(withHeader(header, text))).isEqualTo(belongs);
    }
}
