package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.EventContext;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.Envelope;
import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;

/**
 * Deals with each record of a subscription, in three steps that fail apart: read it (raw bytes reach this class, so
 * nothing that they do can happen anywhere else), handle it once, and otherwise set it aside. Every failure, errors of
 * the virtual machine included, ends in one of two ways: the record is on the dead-letter topic and the partition goes
 * on, or {@link PartitionWaitsException} and the partition comes back to it.
 */
final class RecordListener implements MessageListener<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(RecordListener.class);

    private final Subscription subscription;
    private final EventCodec codec;
    private final Inbox inbox;
    private final DeadLetters deadLetters;
    private final Tries tries;
    private final ListenerObserver observer;

    RecordListener(Subscription subscription, EventCodec codec, Inbox inbox, Fates fates) {
        this.subscription = subscription;
        this.codec = codec;
        this.inbox = inbox;
        this.deadLetters = fates.deadLetters();
        this.tries = fates.tries();
        this.observer = fates.observer();
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        Origin origin = Origin.of(record, subscription.topic());
        Failure failure = deal(record, origin);
        if (failure != null) {
            fail(record, origin, failure);
        }
        tries.passed(record);
    }

    private @Nullable Failure deal(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        Optional<Incoming> incoming;
        try {
            incoming = read(record, origin);
        } catch (Throwable thrown) {
            return Failures.ofReading(thrown);
        }
        if (incoming.isEmpty()) {
            observer.skipped(subscription.topic());
            return null;
        }
        try {
            handle(incoming.get());
            return null;
        } catch (Throwable thrown) {
            return Failures.ofHandling(thrown);
        }
    }

    /** The event in the record, or empty when there is none for this subscription. */
    private Optional<Incoming> read(ConsumerRecord<byte[], byte[]> record, Origin origin) {
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
        return Optional.of(new Incoming((SpecificRecord) event, envelope, context(record, origin, envelope)));
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

    private void handle(Incoming incoming) throws Exception {
        Envelope envelope = incoming.envelope();
        String source = envelope.source() == null ? "" : envelope.source();
        TraceContext.within(envelope.traceparent(), () -> {
            boolean isNew = inbox.once(
                    source,
                    incoming.context().messageId(),
                    () -> subscription.handle(incoming.event(), incoming.context()));
            observer.handled(subscription.topic(), isNew);
        });
    }

    private void fail(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure) {
        Optional<Duration> pause = tries.pauseAfter(record, failure);
        if (pause.isPresent()) {
            throw waits(record, failure, pause.get());
        }
        try {
            deadLetters.store(record, origin, failure);
        } catch (DeadLetterNotStoredException notStored) {
            Failure away = new Failure(Failure.Remedy.WAIT, "DEAD_LETTER_NOT_STORED", notStored);
            throw waits(record, away, tries.pauseAfter(record, away).orElseThrow());
        }
        observer.deadLettered(subscription.topic(), failure.category());
        LOG.atWarn()
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .log("Record set aside as a dead letter: {}", failure);
    }

    private static PartitionWaitsException waits(ConsumerRecord<?, ?> record, Failure failure, Duration pause) {
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("pause", pause)
                .log("Partition waits: {}", failure);
        return new PartitionWaitsException(failure, pause);
    }

    /** An event with all that came with it. */
    private record Incoming(SpecificRecord event, Envelope envelope, EventContext context) {}
}
