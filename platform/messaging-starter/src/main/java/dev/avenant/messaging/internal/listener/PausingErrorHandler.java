package dev.avenant.messaging.internal.listener;

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
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Takes the container back to the record that failed, and lets that record's partition rest. The consumer keeps polling
 * meanwhile, so it stays in its group however long the wait, and its other partitions go on. A failure of the consumer
 * that is not about a record lets the whole consumer rest, for less time than a group gives its members.
 */
final class PausingErrorHandler implements CommonErrorHandler, AutoCloseable {

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
    public void handleRemaining(
            Exception thrown,
            List<ConsumerRecord<?, ?>> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container) {
        Map<TopicPartition, Long> heads = new LinkedHashMap<>();
        for (ConsumerRecord<?, ?> record : records) {
            heads.putIfAbsent(new TopicPartition(record.topic(), record.partition()), record.offset());
        }
        heads.forEach(consumer::seek);
        if (records.isEmpty()) {
            return;
        }
        ConsumerRecord<?, ?> failed = records.get(0);
        pause(container, new TopicPartition(failed.topic(), failed.partition()), pauseOf(thrown, container));
    }

    /** A failure that nobody has judged is one of the consumer. */
    private Duration pauseOf(Exception thrown, MessageListenerContainer container) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof PartitionPausedException paused) {
                return paused.pause();
            }
        }
        return failures.failed(container.getListenerId(), thrown);
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
