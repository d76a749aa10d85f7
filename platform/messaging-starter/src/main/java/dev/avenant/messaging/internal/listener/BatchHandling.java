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
 * Handles the records that a poll has of a partition in one transaction with their rows in the inbox, up to the first that
 * cannot be read or waits behind a dead letter of its key. When anything in it fails, the commit too, all of it is undone and left.
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
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left = new LinkedHashMap<>();
        records.forEach((partition, ofPartition) ->
                left.put(partition, isStopping.getAsBoolean() ? ofPartition : leftOf(partition, ofPartition)));
        return left;
    }

    private List<ConsumerRecord<byte[], byte[]>> leftOf(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        List<Reading> readable = readable(records);
        try {
            handle(records, readable);
            return records.subList(readable.size(), records.size());
        } catch (Throwable failed) {
            LOG.atDebug()
                    .addKeyValue("partition", partition)
                    .addKeyValue("records", readable.size())
                    .log("A batch failed and its records are handled one by one: {}", failed.toString());
            return records;
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

    private void handle(List<ConsumerRecord<byte[], byte[]>> records, List<Reading> readable) throws Exception {
        List<Inbox.Pending> batch = new ArrayList<>();
        for (int index = 0; index < readable.size(); index++) {
            IncomingEvent incoming = readable.get(index).event();
            if (incoming != null) {
                ConsumerRecord<byte[], byte[]> record = records.get(index);
                batch.add(new Inbox.Pending(incoming.message(), () -> handle(record, incoming)));
            }
        }
        int handled = batch.isEmpty() ? 0 : inbox.onceEach(batch);
        metrics.handled(subscription.topic(), handled, batch.size() - handled);
        batch.forEach(passed -> circuits.passed(subscription.topic()));
        for (Reading reading : readable) {
            if (reading.event() == null) {
                metrics.skipped(subscription.topic(), reading.skipped());
            }
        }
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
}
