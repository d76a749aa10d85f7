package dev.avenant.messaging.internal.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of a topic in Kafka's transactions: all rows of a batch become visible to readers, in their order, or
 * none does. Opening one makes Kafka refuse whatever a former sender of the same name has not committed, also when that
 * one wakes up later; so what readers see of a key never goes back to what a process sent that lost its lease.
 */
final class TopicSender implements AutoCloseable {

    private static final List<Class<? extends Exception>> FAULTS_OF_A_RECORD = List.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class,
            PolicyViolationException.class);

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final RelayMetrics metrics;

    /** @throws KafkaException if Kafka does not answer or does not let this producer have transactions */
    TopicSender(String topic, Producer<byte[], byte[]> producer, RelayMetrics metrics) {
        this.topic = topic;
        this.producer = producer;
        this.metrics = metrics;
        try {
            producer.initTransactions();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Sends rows in one transaction, and answers why Kafka refused them, if it did; then none was sent.
     *
     * @param beforeCommit what must be done before it commits
     * @throws KafkaException if this sender is of no more use; whether the rows were sent is not known
     * @throws InterruptException if this thread was interrupted; the same holds
     */
    Optional<Refusal> send(List<OutboxRow> rows, Heartbeat beforeCommit, Heartbeat heartbeat) throws SQLException {
        return metrics.observe(topic, rows, () -> transact(rows, beforeCommit, heartbeat));
    }

    private Optional<Refusal> transact(List<OutboxRow> rows, Heartbeat beforeCommit, Heartbeat heartbeat)
            throws SQLException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        try {
            producer.beginTransaction();
            for (OutboxRow row : rows) {
                sent.add(producer.send(row.record()));
            }
            beforeCommit.beat();
            commit(heartbeat);
            return Optional.empty();
        } catch (ProducerFencedException | InvalidProducerEpochException | InterruptException useless) {
            throw useless;
        } catch (KafkaException failed) {
            Throwable reason = reason(sent, failed);
            producer.abortTransaction();
            return Optional.of(new Refusal(String.valueOf(reason), isFaultOfARecord(reason)));
        }
    }

    /** Sends what is left, and commits; to do so again is what Kafka provides for when it did not answer in time. */
    private void commit(Heartbeat heartbeat) throws SQLException {
        while (true) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException notYet) {
                heartbeat.beat();
            }
        }
    }

    /** The first failure that is one of its own, and not only of the transaction. */
    private static Throwable reason(List<Future<RecordMetadata>> sent, Exception failed) {
        for (Future<RecordMetadata> acknowledgement : sent) {
            Throwable failure = failure(acknowledgement);
            if (failure != null && !(failure instanceof TransactionAbortedException)) {
                return failure;
            }
        }
        return failed.getCause() == null ? failed : failed.getCause();
    }

    private static @Nullable Throwable failure(Future<RecordMetadata> acknowledgement) {
        try {
            if (acknowledgement.isDone()) {
                acknowledgement.get();
            }
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static boolean isFaultOfARecord(Throwable reason) {
        return FAULTS_OF_A_RECORD.stream().anyMatch(type -> type.isInstance(reason));
    }

    /** Gives up what is in flight. A stop may have interrupted this thread, which would keep a producer from closing. */
    @Override
    public void close() {
        var unused = Thread.interrupted();
        producer.close(Duration.ZERO);
    }

    /** What is done beside, while Kafka is busy. */
    @FunctionalInterface
    interface Heartbeat {
        void beat() throws SQLException;
    }

    /**
     * Why Kafka took none of some rows.
     *
     * @param isOfARecord whether one of the rows is to blame, and the others would be taken without it
     */
    record Refusal(String reason, boolean isOfARecord) {}
}
