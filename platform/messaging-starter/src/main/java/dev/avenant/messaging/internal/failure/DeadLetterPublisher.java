package dev.avenant.messaging.internal.failure;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.internal.deadletters.LetterIndex;
import dev.avenant.messaging.internal.inbox.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has records that cannot be handled stored by other threads, so that a dead-letter topic that takes its time holds up the
 * partition of the record alone, and not the others of its consumer. A letter that is still on its way when its record is
 * tried again is waited for, and not sent a second time.
 */
final class DeadLetterPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterPublisher.class);

    /** What a letter takes when all is well, with much room; a consumer thread waits no longer. */
    private static final Duration USUAL = Duration.ofSeconds(1);

    private static final int THREADS = 4;
    private static final int IDLE_SECONDS = 30;

    private final LetterStore store;
    private final SubscriptionTopics topics;
    private final LetterIndex index;
    private final ThreadPoolExecutor threads;
    private final Map<TopicPartition, Storing> storing = new ConcurrentHashMap<>();

    DeadLetterPublisher(LetterStore store, SubscriptionTopics topics, LetterIndex index) {
        this.store = store;
        this.topics = topics;
        this.index = index;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "avenant-dead-letters");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Returns when Kafka has the dead letter, so that the offset behind its record may be committed.
     *
     * @throws DeadLetterNotStoredException if Kafka has not taken it; the record must be tried again
     */
    void publish(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Storing before = storing.get(partition);
        try {
            if (before != null && before.isOf(record, store.idOf(origin))) {
                before.result().get(0, TimeUnit.MILLISECONDS);
            } else {
                Storing begun = begin(record, origin, failure);
                storing.put(partition, begun);
                begun.result().get(USUAL.toMillis(), TimeUnit.MILLISECONDS);
            }
            storing.remove(partition);
        } catch (TimeoutException late) {
            seeToTheTopic(origin.topic());
            throw DeadLetterNotStoredException.notYet(store.topicFor(origin));
        } catch (ExecutionException failed) {
            storing.remove(partition);
            seeToTheTopic(origin.topic());
            throw new DeadLetterNotStoredException(
                    store.topicFor(origin), failed.getCause() == null ? failed : failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeadLetterNotStoredException(store.topicFor(origin), interrupted);
        }
    }

    /** Forgets the letter on its way, because its record passed, or its partition is not read here any more. */
    void forget(TopicPartition partition) {
        storing.remove(partition);
    }

    private Storing begin(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                DeadLetter letter = store.store(record, origin, failure);
                index.stored(letter, origin.topic());
                result.complete(null);
            } catch (ExecutionException failed) {
                result.completeExceptionally(failed.getCause() == null ? failed : failed.getCause());
            } catch (Throwable failed) {
                result.completeExceptionally(failed);
            }
        });
        return new Storing(record.offset(), store.idOf(origin), result);
    }

    /** Somebody may have deleted it. */
    private void seeToTheTopic(String topic) {
        threads.execute(() -> {
            try {
                var unused = topics.prepare(topic);
            } catch (ExecutionException | RuntimeException failed) {
                LOG.atWarn()
                        .addKeyValue("topic", topic)
                        .log("Its dead-letter topic could not be looked at: {}", String.valueOf(failed));
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /**
     * A letter on its way.
     *
     * @param offset of its record in the partition that it was read from
     * @param id of its record, which tells it from another one at that offset of a topic that was made anew
     * @param result ends when Kafka has it, or failed to take it
     */
    private record Storing(long offset, UUID id, CompletableFuture<Void> result) {

        boolean isOf(ConsumerRecord<?, ?> record, UUID idOfTheRecord) {
            return offset == record.offset() && id.equals(idOfTheRecord);
        }
    }
}
