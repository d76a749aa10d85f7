package dev.avenant.registry.log;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the topic is still the one that was read. A reader does not see that: Kafka's consumer
 * waits for a deleted topic to come back, and reads on in one of the same name. A broker that does not answer says nothing
 * about the topic.
 */
final class TopicWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(3);
    // One answer may come from a broker that has only just started.
    private static final int CERTAIN = 2;

    private final SchemasTopic topic;
    private final Consumer<LostTopicException> lost;
    private final ScheduledExecutorService checking;
    private @Nullable Admin admin;
    private int missing;

    /** Made with {@code lost}, which hears once that the topic is gone. */
    TopicWatch(SchemasTopic topic, Consumer<LostTopicException> lost) {
        this.topic = topic;
        this.lost = lost;
        this.checking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "registry-topic");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Expects the topic to keep that id from now on. */
    void begin(Uuid expected) {
        long millis = INTERVAL.toMillis();
        Objects.requireNonNull(
                checking.scheduleWithFixedDelay(() -> check(expected), millis, millis, TimeUnit.MILLISECONDS));
    }

    private void check(Uuid expected) {
        try {
            Uuid found = topic.describe(admin()).topicId();
            missing = 0;
            if (!found.equals(expected)) {
                tell(LostTopicException.madeAnew(topic.name(), expected, found));
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException && ++missing == CERTAIN) {
                tell(LostTopicException.deleted(topic.name(), expected));
            }
        } catch (KafkaException away) {
            // Asked again at the next turn.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(LostTopicException reason) {
        checking.shutdown();
        lost.accept(reason);
    }

    private synchronized Admin admin() {
        Admin known = admin;
        if (known == null) {
            known = topic.connect();
            admin = known;
        }
        return known;
    }

    @Override
    public void close() {
        checking.shutdownNow();
        try {
            // So that no check makes an admin client behind this.
            if (!checking.awaitTermination(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Looking whether {} is still there did not end in time", topic.name());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        }
    }
}
