package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.outbox.HeldKeys.Refused;
import dev.avenant.messaging.internal.outbox.OutboxTable.Batch;
import dev.avenant.messaging.internal.outbox.OutboxTable.BatchLimits;
import dev.avenant.messaging.internal.outbox.TopicSender.Heartbeat;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the rows of a topic to Kafka a batch at a time and in the order of their ids, and deletes what Kafka committed.
 *
 * <p>A crash between the commit and the deletion sends rows again, in the same order: consumers absorb that with their
 * inbox. An event that Kafka refuses holds back the later ones of its key, and no others.
 */
final class BatchRelay {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRelay.class);

    private final String topic;
    private final RelaySession session;
    private final OutboxTable table;
    private final BatchLimits limits;
    private final HeldKeys held;
    private final ScanPosition position = new ScanPosition();
    /** Of the batch that is being sent. */
    private final Set<ByteBuffer> refusedNow = new HashSet<>();

    BatchRelay(String topic, RelaySession session, OutboxTable table, BatchLimits limits, Clock clock) {
        this.topic = topic;
        this.session = session;
        this.table = table;
        this.limits = limits;
        this.held = new HeldKeys(clock);
    }

    /** Knows nothing more of the rows: another process may have relayed meanwhile. */
    void restart() {
        held.clear();
        position.restart();
    }

    /** The events that Kafka refuses, by their number in the outbox. */
    Map<Long, Refused> refused() {
        return held.refused();
    }

    /**
     * Sends the next batch.
     *
     * @param heartbeat what is done while Kafka is waited for
     * @throws TopicRefusedException if Kafka takes nothing on the topic
     */
    Step relay(TopicSender sender, Heartbeat heartbeat) throws SQLException {
        List<byte[]> withoutKeys = held.now();
        Batch batch = session.call(connection -> table.next(connection, topic, position.start(), withoutKeys, limits));
        List<OutboxRow> rows = batch.rows();
        refusedNow.clear();
        send(rows, sender, heartbeat);
        if (rows.isEmpty() && withoutKeys.isEmpty()) {
            // What was refused is gone: somebody has taken it out of the outbox.
            held.clear();
        }
        if (held.isEmpty()) {
            position.passed(rows.isEmpty() ? null : rows.get(rows.size() - 1).id(), batch.snapshot());
        } else {
            position.restart();
        }
        return new Step(rows.isEmpty(), !rows.isEmpty() || held.isEmpty());
    }

    /** Sends rows; where Kafka refuses one of them, finds out which by halves. */
    private void send(List<OutboxRow> rows, TopicSender sender, Heartbeat heartbeat) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Optional<TopicSender.Refusal> refusal = sender.send(rows, heartbeat);
        if (refusal.isEmpty()) {
            session.call(connection -> {
                table.delete(connection, topic, rows);
                return true;
            });
            held.passed(rows);
        } else if (!refusal.get().isOfARecord() || held.isFull()) {
            throw new TopicRefusedException(refusal.get().reason());
        } else if (rows.size() == 1) {
            refused(rows.get(0), refusal.get().reason());
        } else {
            int half = rows.size() / 2;
            send(rows.subList(0, half), sender, heartbeat);
            send(withoutRefused(rows.subList(half, rows.size())), sender, heartbeat);
        }
    }

    private List<OutboxRow> withoutRefused(List<OutboxRow> rows) {
        return rows.stream()
                .filter(row -> !refusedNow.contains(ByteBuffer.wrap(row.key())))
                .toList();
    }

    private void refused(OutboxRow row, String reason) {
        refusedNow.add(ByteBuffer.wrap(row.key()));
        if (held.hold(row, reason)) {
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("outboxId", row.id())
                    .log(
                            "Kafka refuses an event; it waits in the outbox, and so do the later ones of its key: {}",
                            reason);
        }
    }

    /**
     * What became of a batch.
     *
     * @param isAtEnd whether there were no rows
     * @param isProgress whether rows were dealt with, or none waits
     */
    record Step(boolean isAtEnd, boolean isProgress) {}
}
