package dev.avenant.messaging.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.api.CloudEventHeaders;
import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.EventObservations;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns an event into the bytes and headers that will be sent, or refuses it. */
final class OutboxMessageFactory {

    private final EventCodec codec;
    private final String source;
    private final int maxEventBytes;
    private final EventObservations observations;
    private final Clock clock;

    /**
     * @param source the {@code ce_source} of every event
     * @param maxEventBytes how large an event may be, with its headers
     */
    OutboxMessageFactory(
            EventCodec codec, String source, int maxEventBytes, EventObservations observations, Clock clock) {
        this.codec = codec;
        this.source = source;
        this.maxEventBytes = maxEventBytes;
        this.observations = observations;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if the event is larger than it may be */
    OutboxMessage create(OutboundEvent event) {
        return observations.append(event.topic(), event.type(), traceHeaders -> create(event, traceHeaders));
    }

    private OutboxMessage create(OutboundEvent event, Map<String, String> traceHeaders) {
        SpecificRecord payload = event.payload();
        String type = event.type();
        byte[] bytes = payload == null ? null : codec.encode(event.topic(), payload);
        String id = UUID.randomUUID().toString();
        Map<String, byte[]> headers = CloudEventHeaders.of(id, type, source, clock.instant());
        if (payload == null) {
            // Without these it does not claim to be a CloudEvent, of which each has a type.
            headers.remove(CloudEventHeaders.SPEC_VERSION);
            headers.remove(CloudEventHeaders.TYPE);
        }
        event.headers().forEach((name, value) -> headers.put(name, value.getBytes(UTF_8)));
        traceHeaders.forEach((name, value) -> headers.put(name, value.getBytes(UTF_8)));
        OutboxMessage message = new OutboxMessage(
                id, headers, new ProducerRecord<>(event.topic(), event.key().getBytes(UTF_8), bytes));
        requireSize(type, message);
        return message;
    }

    private void requireSize(String type, OutboxMessage message) {
        int size = message.bytes();
        if (size > maxEventBytes) {
            throw new IllegalArgumentException(type + " takes " + size + " bytes, but an event may take "
                    + maxEventBytes + " (avenant.messaging.outbox.max-event-bytes)");
        }
    }
}
