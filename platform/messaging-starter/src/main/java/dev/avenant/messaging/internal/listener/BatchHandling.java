package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.EventObservations;
import dev.avenant.messaging.internal.deadletters.Parking;
import dev.avenant.messaging.internal.failure.CircuitBreakers;
import dev.avenant.messaging.internal.inbox.Inbox;
import dev.avenant.messaging.internal.inbox.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the records of a poll in one transaction with their rows in the inbox, those of each partition up to the first that
 * cannot be read or waits behind a dead letter of its key. When anything in it fails, the commit too, all of it is undone, and
 * each partition has a transaction of its own; what fails in that is undone and left.
 */
final class BatchHandling implements PollHandling {

    private static final Logger LOG = LoggerFactory.getLogger(BatchHandling.class);

    private final EventReader reader;
    private final Subscription subscription;
    private final Parking parking;
    private final Inbox inbox;
    private final EventObservations observations;
    private final EventLogContext log;
    private final CircuitBreakers circuits;
    private final ListenerMetrics metrics;
    private final BooleanSupplier isStopping;

    /** @param isStopping whether no further batch is to be begun */
    BatchHandling(
            EventReader reader,
            Parking parking,
            Inbox inbox,
            EventObservations observations,
            EventLogContext log,
            CircuitBreakers circuits,
            ListenerMetrics metrics,
            BooleanSupplier isStopping) {
        this.reader = reader;
        this.subscription = reader.subscription();
        this.parking = parking;
        this.inbox = inbox;
        this.observations = observations;
        this.log = log;
        this.circuits = circuits;
        this.metrics = metrics;
        this.isStopping = isStopping;
    }

    @Override
    public Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> handle(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
        List<Batch> poll = records.entrySet().stream()
                .map(each -> new Batch(each.getKey(), each.getValue(), readable(each.getValue())))
                .toList();
        boolean areHandled = poll.size() > 1 && areHandled(poll);
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left = new LinkedHashMap<>();
        for (Batch batch : poll) {
            left.put(batch.partition(), areHandled || areHandled(List.of(batch)) ? batch.behind() : batch.records());
        }
        return left;
    }

    /** Whether all that can be read of them is handled now, in one transaction. */
    private boolean areHandled(List<Batch> batches) {
        if (isStopping.getAsBoolean()) {
            return false;
        }
        try {
            handle(batches);
            return true;
        } catch (Throwable failed) {
            LOG.atDebug()
                    .addKeyValue(
                            "partitions", batches.stream().map(Batch::partition).toList())
                    .log("A batch failed and its records are handled in smaller ones: {}", failed.toString());
            return false;
        }
    }

    private List<Reading> readable(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Reading> readable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Reading reading = read(record);
            if (reading == null) {
                break;
            }
            readable.add(reading);
        }
        return readable;
    }

    private @Nullable Reading read(ConsumerRecord<byte[], byte[]> record) {
        try {
            Origin origin = reader.originOf(record);
            Reading reading = reader.read(record, origin);
            boolean waits = reading.event() != null
                    && parking.before(origin.topic(), origin.partition(), origin.offset(), record)
                            .isPresent();
            return waits ? null : reading;
        } catch (Throwable unreadable) {
            return null;
        }
    }

    private void handle(List<Batch> batches) throws Exception {
        List<Inbox.Pending> pending =
                batches.stream().flatMap(batch -> pending(batch).stream()).toList();
        int handled = pending.isEmpty() ? 0 : inbox.onceEach(pending);
        metrics.handled(subscription.topic(), handled, pending.size() - handled);
        pending.forEach(passed -> circuits.passed(subscription.topic()));
        batches.stream()
                .flatMap(batch -> batch.readable().stream())
                .filter(reading -> reading.event() == null)
                .forEach(reading -> metrics.skipped(subscription.topic(), reading.skipped()));
    }

    private List<Inbox.Pending> pending(Batch batch) {
        List<Inbox.Pending> pending = new ArrayList<>();
        for (int index = 0; index < batch.readable().size(); index++) {
            IncomingEvent incoming = batch.readable().get(index).event();
            if (incoming != null) {
                ConsumerRecord<byte[], byte[]> record = batch.records().get(index);
                pending.add(new Inbox.Pending(incoming.message(), () -> handle(record, incoming)));
            }
        }
        return pending;
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, IncomingEvent incoming) throws Exception {
        log.about(record, () -> {
            observations.handle(record.headers(), subscription.topic(), incoming.type(), () -> {
                incoming.handleWith(subscription);
                return true;
            });
            return true;
        });
    }

    /**
     * What a poll brings of a partition.
     *
     * @param readable of the first of the records, up to the one that has to wait
     */
    private record Batch(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, List<Reading> readable) {

        List<ConsumerRecord<byte[], byte[]>> behind() {
            return records.subList(readable.size(), records.size());
        }
    }
}
