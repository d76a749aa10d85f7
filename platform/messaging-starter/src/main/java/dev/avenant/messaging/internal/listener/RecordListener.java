package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.EventObservations;
import dev.avenant.messaging.internal.deadletters.Parking;
import dev.avenant.messaging.internal.failure.Failure;
import dev.avenant.messaging.internal.failure.FailureHandler;
import dev.avenant.messaging.internal.failure.ParkedException;
import dev.avenant.messaging.internal.failure.PartitionPausedException;
import dev.avenant.messaging.internal.inbox.Inbox;
import dev.avenant.messaging.internal.inbox.Origin;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.MessageListener;

/**
 * Deals with each record of a subscription, in three steps that fail apart: read it (raw bytes reach this class, so
 * nothing that they do can happen anywhere else), handle it once, and otherwise have its failure handled. Every failure,
 * errors of the virtual machine included, ends in one of two ways: the record is on the dead-letter topic and the
 * partition goes on, or {@link PartitionPausedException} and the partition comes back to it.
 */
final class RecordListener implements MessageListener<byte[], byte[]> {

    private final EventReader reader;
    private final Subscription subscription;
    private final Parking parking;
    private final Inbox inbox;
    private final EventObservations observations;
    private final FailureHandler failures;
    private final ListenerMetrics metrics;

    RecordListener(
            EventReader reader,
            Parking parking,
            Inbox inbox,
            EventObservations observations,
            FailureHandler failures,
            ListenerMetrics metrics) {
        this.reader = reader;
        this.subscription = reader.subscription();
        this.parking = parking;
        this.inbox = inbox;
        this.observations = observations;
        this.failures = failures;
        this.metrics = metrics;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        Origin origin = reader.originOf(record);
        failures.admit(record, origin);
        Failure failure = process(record, origin);
        if (failure == null) {
            failures.passed(record);
        } else {
            failures.handle(record, reader.complete(origin), failure);
        }
    }

    /** Where the record was published first; to be asked for in the order of the records. */
    Origin originOf(ConsumerRecord<byte[], byte[]> record) {
        return reader.originOf(record);
    }

    /** Tries the record and answers whether it passed; a failure has no consequence. */
    boolean passes(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        return process(record, origin) == null;
    }

    private @Nullable Failure process(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        Reading reading;
        try {
            reading = reader.read(record, origin);
        } catch (Throwable thrown) {
            return failures.classifier().ofReading(thrown);
        }
        IncomingEvent incoming = reading.event();
        if (incoming == null) {
            metrics.skipped(subscription.topic(), reading.skipped());
            failures.skipped(origin);
            return null;
        }
        try {
            Optional<UUID> before = parking.before(origin.topic(), origin.partition(), origin.offset(), record);
            if (before.isPresent()) {
                return parked(record, origin, before.get());
            }
            handle(record, incoming);
            failures.handled(origin);
            return null;
        } catch (Throwable thrown) {
            return failures.classifier().ofHandling(thrown);
        }
    }

    /** A record from the topic itself gets a letter; one from the replay topic has it, unless it is lost. */
    private Failure parked(ConsumerRecord<byte[], byte[]> record, Origin origin, UUID before) {
        boolean hasLetter = !record.topic().equals(origin.topic()) && parking.parkAgain(record);
        return new Failure(
                hasLetter ? Failure.Remedy.PARKED : Failure.Remedy.DEAD_LETTER,
                Parking.CATEGORY,
                new ParkedException(before));
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, IncomingEvent incoming) throws Exception {
        observations.handle(record.headers(), subscription.topic(), incoming.type(), () -> {
            boolean isNew = inbox.once(incoming.message(), () -> {
                incoming.handleWith(subscription);
                failures.resolved(record);
            });
            metrics.handled(subscription.topic(), isNew);
            return isNew;
        });
    }
}
