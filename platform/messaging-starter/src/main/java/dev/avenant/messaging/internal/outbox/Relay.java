package dev.avenant.messaging.internal.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves rows of the outbox to Kafka, a batch at a time and in the order of their ids.
 *
 * <p>A batch is handed to the producer without waiting for any record; then all are awaited, and those that Kafka
 * acknowledged are deleted by id. The producer is idempotent and never gives a record up, so what it holds of a key
 * stays in order while the broker is away. A crash between the acknowledgement and the deletion sends rows again, in
 * the same order: consumers absorb that with their inbox.
 *
 * <p>A topic that refuses records (missing, not authorized) is left alone for a growing while, so that the others go on.
 * Once a record of a topic was refused, no later record of it is handed over, so that none overtakes it.
 */
final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final int batchSize;
    private final StalledTopics stalled;
    private @Nullable Producer<byte[], byte[]> producer;

    Relay(Supplier<Producer<byte[], byte[]>> producers, int batchSize, Clock clock) {
        this.producers = producers;
        this.batchSize = batchSize;
        this.stalled = new StalledTopics(clock);
    }

    /**
     * Sends one batch.
     *
     * @throws SQLException if the database failed; nothing is lost, rows may be sent again
     * @throws InterruptException if this thread was interrupted; the same holds
     */
    Batch runOnce(RelayLease lease) throws SQLException {
        List<OutboxRow> rows = OutboxTable.oldest(lease.connection(), batchSize, stalled.now());
        if (rows.isEmpty()) {
            return new Batch(false, !stalled.isEmpty());
        }
        List<Long> acknowledged = send(rows);
        if (!acknowledged.isEmpty()) {
            OutboxTable.delete(lease.connection(), acknowledged);
        }
        boolean hasMore = rows.size() == batchSize || acknowledged.size() < rows.size();
        return new Batch(hasMore, acknowledged.isEmpty());
    }

    private List<Long> send(List<OutboxRow> rows) {
        Producer<byte[], byte[]> current = producer();
        List<InFlight> inFlight = new ArrayList<>(rows.size());
        for (OutboxRow row : rows) {
            if (stalled.holds(row.topic())) {
                continue;
            }
            InFlight sent = new InFlight(row, current.send(row.record()));
            if (sent.isRefused()) {
                stall(sent);
            } else {
                inFlight.add(sent);
            }
        }
        current.flush();
        return collect(inFlight);
    }

    private List<Long> collect(List<InFlight> inFlight) {
        List<Long> acknowledged = new ArrayList<>(inFlight.size());
        boolean failed = false;
        for (InFlight sent : inFlight) {
            if (sent.failure() == null) {
                acknowledged.add(sent.row().id());
                stalled.passed(sent.row().topic());
            } else {
                failed = true;
                stall(sent);
            }
        }
        if (failed) {
            close();
        }
        return acknowledged;
    }

    private void stall(InFlight sent) {
        if (stalled.add(sent.row().topic(), String.valueOf(sent.failure()))) {
            LOG.atWarn()
                    .addKeyValue("topic", sent.row().topic())
                    .addKeyValue("outboxId", sent.row().id())
                    .log("Kafka does not take the events of this topic, they wait in the outbox: {}", sent.failure());
        }
    }

    /** The topics whose events Kafka does not take, and why. */
    Map<String, String> stalledTopics() {
        return stalled.reasons();
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = producers.get();
            producer = current;
        }
        return current;
    }

    /** Gives up what is in flight; the rows stay. */
    @Override
    public void close() {
        Producer<byte[], byte[]> current = producer;
        producer = null;
        if (current != null) {
            current.close(java.time.Duration.ZERO);
        }
    }

    /**
     * What became of a batch.
     *
     * @param hasMore whether there may be more to send now
     * @param isBlocked whether there were events to send, and Kafka took none
     */
    record Batch(boolean hasMore, boolean isBlocked) {}

    /** A row that was handed to the producer. */
    private record InFlight(OutboxRow row, Future<RecordMetadata> result) {

        boolean isRefused() {
            return result.isDone() && failure() != null;
        }

        @Nullable
        String failure() {
            try {
                result.get();
                return null;
            } catch (ExecutionException failed) {
                return String.valueOf(failed.getCause());
            } catch (InterruptedException interrupted) {
                // no reason to hold the topic's events back: the relay is being stopped
                throw new InterruptException(interrupted);
            }
        }
    }
}
