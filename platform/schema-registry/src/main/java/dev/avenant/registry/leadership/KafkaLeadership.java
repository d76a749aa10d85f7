package dev.avenant.registry.leadership;

import dev.avenant.registry.log.KafkaLogSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects the leader with Kafka's own group protocol: the registries are a consumer group of the schemas topic, and who is
 * given its partition leads.
 *
 * <p>A registry that is to lead first takes the right to write, which fences whoever had it, and reads what is there; only
 * then it counts as the leader. It stops counting as one when the group no longer has it, or when the log refuses a write;
 * in the second case it takes the right again as long as the group has it lead. Until a leader is known, writes wait.
 */
public final class KafkaLeadership implements Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLeadership.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long RETRY_MILLIS = 200;

    private final String url;
    private final boolean eligible;
    private final Runnable claim;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ExecutorService claiming;
    private final Thread thread;
    private Leader current = Leader.NOBODY;
    private @Nullable String elected;
    private boolean closed;

    /**
     * Joins the group.
     *
     * @param url where the others reach this registry
     * @param eligible whether it may lead
     * @param sessionTimeout how long a registry that says nothing still counts as there
     * @param claim takes the right to write and reads all that is written
     */
    public KafkaLeadership(
            KafkaLogSettings settings, String url, boolean eligible, Duration sessionTimeout, Runnable claim) {
        this.url = url;
        this.eligible = eligible;
        this.claim = claim;
        this.consumer = new KafkaConsumer<>(
                consumerSettings(settings, sessionTimeout), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.claiming = Executors.newSingleThreadExecutor(task -> daemon(task, "registry-claim"));
        this.thread = daemon(() -> takePart(settings.topic()), "registry-leadership");
        thread.start();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private Map<String, Object> consumerSettings(KafkaLogSettings settings, Duration sessionTimeout) {
        int session = Math.toIntExact(sessionTimeout.toMillis());
        Map<String, Object> consuming = new HashMap<>(settings.clientSettings());
        consuming.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        consuming.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId() + "-" + settings.topic());
        consuming.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(LeaderAssignor.class.getName()));
        consuming.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        consuming.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.max(100, session / 4));
        consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consuming.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        consuming.put("enable.metrics.push", false);
        consuming.put("reconnect.backoff.max.ms", 500);
        consuming.put(LeaderAssignor.MEMBER, new Self());
        return consuming;
    }

    private final class Self implements LeaderAssignor.Member {

        @Override
        public String url() {
            return url;
        }

        @Override
        public boolean isEligible() {
            return eligible;
        }

        @Override
        public boolean isLeading() {
            synchronized (KafkaLeadership.this) {
                return current.self();
            }
        }

        @Override
        public void assigned(@Nullable String leader) {
            elect(leader);
        }
    }

    private void takePart(String topic) {
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // The assignment that follows says who leads; the broker fences whoever does not know yet.
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                // Only membership counts; the records are read elsewhere.
                consumer.pause(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                elect(null);
            }
        });
        while (!isClosed()) {
            try {
                consumer.poll(POLL);
            } catch (WakeupException | InterruptException closing) {
                break;
            } catch (KafkaException failed) {
                LOG.warn("Taking part in the group failed, trying again: {}", failed.toString());
            }
        }
        consumer.close();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void elect(@Nullable String leader) {
        elected = leader;
        if (leader == null) {
            become(Leader.NOBODY);
        } else if (!leader.equals(url)) {
            become(new Leader(false, URI.create(leader)));
        } else if (!current.self()) {
            become(Leader.NOBODY);
            startClaim();
        }
    }

    private void become(Leader leader) {
        if (!leader.equals(current)) {
            LOG.info("The leader is {}", leader.self() ? "this registry" : leader.url());
        }
        current = leader;
        notifyAll();
    }

    private void startClaim() {
        if (!closed) {
            claiming.execute(this::claimUntilDone);
        }
    }

    private void claimUntilDone() {
        while (isToLead()) {
            try {
                claim.run();
                synchronized (this) {
                    if (isToLead()) {
                        become(Leader.SELF);
                    }
                    return;
                }
            } catch (RuntimeException failed) {
                if (isToLead()) {
                    LOG.warn("The right to write was not given, trying again: {}", failed.toString());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isToLead() {
        return url.equals(elected)
                && !current.self()
                && !closed
                && !Thread.currentThread().isInterrupted();
    }

    @Override
    public synchronized Leader await(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (!current.isKnown() && !closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return current;
    }

    @Override
    public synchronized void writeFailed() {
        if (current.self()) {
            become(Leader.NOBODY);
            startClaim();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        claiming.shutdown();
        consumer.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            if (!claiming.awaitTermination(2, TimeUnit.SECONDS)) {
                claiming.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
