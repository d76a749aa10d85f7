package dev.avenant.messaging.internal.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

@Tag("fast")
class EventLogContextTest {

    private final ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("orders", 2, 7, null, new byte[0]);

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void leavesTheContextOfTheThreadAsItWas() {
        // Given
        MDC.put("kafka.topic", "another");
        MDC.put("request", "5");
        AtomicReference<String> meanwhile = new AtomicReference<>();

        // When
        boolean answer = new EventLogContext(false).about(record, () -> {
            meanwhile.set(MDC.get("kafka.topic") + "/" + MDC.get("kafka.partition") + "/" + MDC.get("kafka.offset"));
            return true;
        });

        // Then
        assertThat(answer).isTrue();
        assertThat(meanwhile).hasValue("orders/2/7");
        assertThat(MDC.getCopyOfContextMap())
                .hasSize(2)
                .containsEntry("kafka.topic", "another")
                .containsEntry("request", "5");
    }
}
