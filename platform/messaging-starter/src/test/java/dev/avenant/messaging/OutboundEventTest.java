package dev.avenant.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class OutboundEventTest {

    private final OutboundEvent event = OutboundEvent.tombstone("orders", "1");

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "CE_extension", "avenant-dlt-id", "traceparent", "Baggage", "b3", "X-B3-TraceId"})
    void refusesAHeaderThatTheOutboxSets(String name) {
        assertThatThrownBy(() -> event.withHeader(name, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header " + name + " is set by the outbox or kept for it (avenant-*, b3, baggage, ce_*,"
                        + " traceparent, tracestate, x-b3-*): take another name");
    }

    @Test
    void refusesAHeaderWithoutAName() {
        assertThatThrownBy(() -> event.withHeader(" ", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a header's name must be printable text but was ' '");
    }

    @Test
    void keepsTheHeadersThatItHad() {
        assertThat(event.withHeader("tenant", "1").withHeader("region", "eu").headers())
                .containsOnlyKeys("tenant", "region");
        assertThat(event.headers()).isEmpty();
    }
}
