package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.outbox.HeldKeys.Refused;
import dev.avenant.messaging.internal.outbox.TopicSender.Heartbeat;
import dev.avenant.messaging.internal.outbox.TopicSender.Refusal;
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
 * Moves the rows of a topic to Kafka a batch at a time and in the order of their ids, and deletes what Kafka committed. A
 * batch is committed only when the former one was deleted.
 *
 * <p>So a crash between the commit and the deletion sends one batch again, in the same order: consumers absorb that with
 * their inbox. An event that Kafka refuses holds back the later ones of its key, and no others.
 */
final class BatchRelay {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRelay.class);

    private final String topic;
    private final TopicRows rows;
    private final TopicSender sender;
    private final boolean lingers;
    private final HeldKeys held;
    /** Of the batch that is being sent. */
    private final Set<ByteBuffer> refusedNow = new HashSet<>();

    /** @param lingers whether the caller waits behind a small batch, so that nothing is read ahead of that */
    BatchRelay(String topic, TopicRows rows, TopicSender sender, boolean lingers, Clock clock) {
        this.topic = topic;
        this.rows = rows;
        this.sender = sender;
        this.lingers = lingers;
        this.held = new HeldKeys(clock);
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
    Step relay(Heartbeat heartbeat) throws SQLException {
        return held.isEmpty() ? relayNext(heartbeat) : relayWithout(held.now(), heartbeat);
    }

    /** Has the next batch read and the former one deleted beside. */
    private Step relayNext(Heartbeat heartbeat) throws SQLException {
        List<OutboxRow> batch = rows.next();
        if (batch.isEmpty()) {
            rows.awaitDeletion();
            return new Step(true, true, false);
        }
        Optional<Refusal> refusal = sender.send(batch, rows::awaitDeletion, heartbeat);
        boolean isSmall = !rows.isLarge(batch);
        if (refusal.isEmpty()) {
            if (!lingers || !isSmall) {
                rows.readAhead();
            }
            rows.delete(batch);
        } else {
            refusedNow.clear();
            sendByHalves(batch, refusal.get(), heartbeat);
            rows.restart();
        }
        return new Step(false, true, isSmall);
    }

    /** Begins with the first row each time, since rows are left behind. */
    private Step relayWithout(List<byte[]> keys, Heartbeat heartbeat) throws SQLException {
        List<OutboxRow> batch = rows.firstWithout(keys);
        refusedNow.clear();
        send(batch, heartbeat);
        rows.restart();
        if (batch.isEmpty() && keys.isEmpty()) {
            // What was refused is gone: somebody has taken it out of the outbox.
            held.clear();
        }
        return new Step(batch.isEmpty(), !batch.isEmpty() || held.isEmpty(), false);
    }

    private void send(List<OutboxRow> batch, Heartbeat heartbeat) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        Optional<Refusal> refusal = sender.send(batch, rows::awaitDeletion, heartbeat);
        if (refusal.isEmpty()) {
            rows.delete(batch);
            held.passed(batch);
        } else {
            sendByHalves(batch, refusal.get(), heartbeat);
        }
    }

    /** Finds out which row Kafka refuses, and sends the others. */
    private void sendByHalves(List<OutboxRow> batch, Refusal refusal, Heartbeat heartbeat) throws SQLException {
        if (!refusal.isOfARecord() || held.isFull()) {
            throw new TopicRefusedException(refusal.reason());
        } else if (batch.size() == 1) {
            refused(batch.get(0), refusal.reason());
        } else {
            int half = batch.size() / 2;
            send(batch.subList(0, half), heartbeat);
            send(withoutRefused(batch.subList(half, batch.size())), heartbeat);
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
     * @param isSmall whether there were few rows, and probably are none behind them yet
     */
    record Step(boolean isAtEnd, boolean isProgress, boolean isSmall) {}
}
