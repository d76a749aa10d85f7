package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.EventContext;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.Envelope;
import dev.avenant.messaging.internal.EventCodec;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds the event of a subscription in the raw bytes of a record. */
final class EventReader {

    private final Subscription subscription;
    private final EventCodec codec;

    EventReader(Subscription subscription, EventCodec codec) {
        this.subscription = subscription;
        this.codec = codec;
    }

    Subscription subscription() {
        return subscription;
    }

    /**
     * The event in the record, or empty when there is none for the subscription. Throws whatever a hostile record brings
     * about; {@link FailureClassifier#ofReading} knows what it means.
     */
    Optional<IncomingEvent> read(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        byte[] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        Envelope envelope = Envelope.of(record.headers());
        String declared = envelope.type();
        if (declared != null && subscription.eventNamed(declared).isEmpty()) {
            return Optional.empty();
        }
        if (declared == null
                && subscription
                        .eventNamed(codec.typeOf(origin.topic(), record.headers(), value))
                        .isEmpty()) {
            return Optional.empty();
        }
        GenericContainer event = codec.decode(origin.topic(), record.headers(), value);
        String actual = event.getSchema().getFullName();
        if (declared != null && !declared.equals(actual)) {
            throw new WrongTypeException(declared, actual);
        }
        String source = envelope.source();
        return Optional.of(new IncomingEvent(
                (SpecificRecord) event, source == null ? "" : source, context(record, origin, envelope)));
    }

    private static EventContext context(ConsumerRecord<byte[], byte[]> record, Origin origin, Envelope envelope) {
        byte[] key = record.key();
        Instant time = envelope.time();
        String id = envelope.id();
        return new EventContext(
                id == null ? origin.place() : id,
                origin.topic(),
                origin.partition(),
                origin.offset(),
                key == null ? null : new String(key, UTF_8),
                time == null ? Instant.ofEpochMilli(origin.timestamp()) : time);
    }
}
