package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.failure.RetryTracker;
import dev.avenant.messaging.internal.listener.PollUnfinishedException.Halt;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Takes the container back to the records that are not handled, and lets the partitions rest that have to wait. The
 * consumer keeps polling meanwhile, so it stays in its group however long the wait, and its other partitions go on. A failure of the consumer
 * that is not about a record lets the whole consumer rest, for less time than a group gives its members.
 */
final class PausingErrorHandler implements CommonErrorHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PausingErrorHandler.class);

    private final ScheduledExecutorService wakeUps = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "avenant-partition-wake-up");
        thread.setDaemon(true);
        return thread;
    });
    private final RetryTracker retries;
    private final UnreadableRecords unreadable;
    private final ConsumerFailures failures;
    private final Map<TopicPartition, MessageListenerContainer> paused = new ConcurrentHashMap<>();

    PausingErrorHandler(RetryTracker retries, UnreadableRecords unreadable, ConsumerFailures failures) {
        this.retries = retries;
        this.unreadable = unreadable;
        this.failures = failures;
    }

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    /** The record that waits was not handled: its offset must not be committed, or a restart would begin behind it. */
    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public void handleBatch(
            Exception thrown,
            ConsumerRecords<?, ?> poll,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        Map<TopicPartition, Halt> halts = PollUnfinishedException.haltsOf(thrown)
                .orElseGet(() -> allAgain(poll, failures.failed(container.getListenerId(), thrown)));
        boolean isCommitted = commit(poll, halts, consumer);
        // Each of them before any pause: what is not gone back to is passed over, whatever else fails here.
        for (TopicPartition partition : poll.partitions()) {
            Halt halt = halts.get(partition);
            if (!isCommitted) {
                // What was handled comes again and is known to the inbox, so that its offset is committed after all.
                goBack(consumer, partition, firstOffset(poll, partition));
            } else if (halt != null) {
                goBack(consumer, partition, halt.offset());
            }
        }
        halts.forEach((partition, halt) -> {
            if (halt.pause() != null) {
                pause(container, partition, halt.pause());
            }
        });
    }

    /** What is not about a record, such as a commit that failed: all of it was handled, or is tried once more. */
    private static Map<TopicPartition, Halt> allAgain(ConsumerRecords<?, ?> poll, Duration rest) {
        Map<TopicPartition, Halt> halts = new LinkedHashMap<>();
        for (TopicPartition partition : poll.partitions()) {
            halts.put(partition, new Halt(firstOffset(poll, partition), rest));
        }
        return halts;
    }

    /** Commits what is before the halts, or answers false. */
    private static boolean commit(
            ConsumerRecords<?, ?> poll, Map<TopicPartition, Halt> halts, Consumer<?, ?> consumer) {
        Map<TopicPartition, OffsetAndMetadata> done = new LinkedHashMap<>();
        for (TopicPartition partition : poll.partitions()) {
            Halt halt = halts.get(partition);
            long next = halt == null ? lastOffset(poll, partition) + 1 : halt.offset();
            if (next > firstOffset(poll, partition)) {
                done.put(partition, new OffsetAndMetadata(next));
            }
        }
        try {
            if (!done.isEmpty()) {
                consumer.commitSync(done);
            }
            return true;
        } catch (KafkaException failed) {
            LOG.atWarn()
                    .addKeyValue("offsets", done)
                    .log("What was handled is not committed yet: {}", failed.toString());
            return false;
        }
    }

    private static long firstOffset(ConsumerRecords<?, ?> poll, TopicPartition partition) {
        return poll.records(partition).get(0).offset();
    }

    private static long lastOffset(ConsumerRecords<?, ?> poll, TopicPartition partition) {
        List<? extends ConsumerRecord<?, ?>> records = poll.records(partition);
        return records.get(records.size() - 1).offset();
    }

    private static void goBack(Consumer<?, ?> consumer, TopicPartition partition, long offset) {
        if (consumer.assignment().contains(partition)) {
            consumer.seek(partition, offset);
        }
    }

    private void pause(MessageListenerContainer container, TopicPartition partition, Duration pause) {
        paused.put(partition, container);
        container.pausePartition(partition);
        if (pause.equals(RetryTracker.FOR_EVER)) {
            return;
        }
        var unused = wakeUps.schedule(() -> resume(partition), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Forgets that a partition waits, or stopped, when another consumer reads it from now on. */
    ConsumerAwareRebalanceListener rebalanceListener() {
        return new PartitionsThatMoved(this::forget);
    }

    private void forget(TopicPartition partition) {
        retries.forget(partition);
        resume(partition);
    }

    /** Also of a partition that has moved: when it comes back, the container would pause it again. */
    private void resume(TopicPartition partition) {
        MessageListenerContainer container = paused.remove(partition);
        if (container != null) {
            container.resumePartition(partition);
        }
    }

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        Optional<UnreadableRecord> place = UnreadableRecord.find(thrown, consumer);
        if (place.isPresent()) {
            unreadable
                    .handle(place.get(), consumer)
                    .ifPresent(pause -> pause(container, place.get().partition(), pause));
            return;
        }
        try {
            Duration rest = failures.failed(container.getListenerId(), thrown);
            ListenerUtils.stoppableSleep(container, rest.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        wakeUps.shutdownNow();
    }
}
