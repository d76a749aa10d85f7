package dev.avenant.registry.leadership;

import dev.avenant.registry.log.FaultHandler;
import dev.avenant.registry.log.KafkaLogSettings;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes part in the consumer group of the registries, in a thread of its own.
 *
 * <p>What Kafka refuses is tried again, after a growing time of at most ten seconds. Anything else that is thrown ends the
 * thread, and with it what this registry knows of its leader: a fault.
 */
final class GroupMember implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final double JITTER = 0.2;

    private final LeaderAssignor.Member member;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RegistryMetrics.Binding binding;
    private final FaultHandler faults;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExponentialBackoff backoff =
            new ExponentialBackoff(POLL.toMillis(), 2, TimeUnit.SECONDS.toMillis(10), JITTER);

    /** Begins to take part. */
    GroupMember(KafkaLogSettings settings, Duration sessionTimeout, LeaderAssignor.Member member, FaultHandler faults) {
        this.member = member;
        this.faults = faults;
        this.consumer = new KafkaConsumer<>(
                consumerSettings(settings, sessionTimeout), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.binding = settings.metrics().bind(consumer);
        this.thread = new Thread(() -> run(settings.topic()), "registry-leadership");
        thread.setDaemon(true);
        thread.start();
    }

    private Map<String, Object> consumerSettings(KafkaLogSettings settings, Duration sessionTimeout) {
        int session = Math.toIntExact(sessionTimeout.toMillis());
        Map<String, Object> consuming = new HashMap<>(settings.clientSettings());
        consuming.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        consuming.put(ConsumerConfig.GROUP_ID_CONFIG, settings.electionGroupId());
        consuming.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(LeaderAssignor.class.getName()));
        consuming.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        consuming.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, settings.requestTimeoutMillis());
        consuming.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.max(100, session / 4));
        consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consuming.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        consuming.put("enable.metrics.push", false);
        consuming.put("reconnect.backoff.max.ms", 500);
        consuming.put(LeaderAssignor.MEMBER, member);
        return consuming;
    }

    private final class Rebalances implements ConsumerRebalanceListener {

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
            member.assigned(null);
        }
    }

    private void run(String topic) {
        try {
            consumer.subscribe(List.of(topic), new Rebalances());
            pollUntilClosed();
        } catch (Throwable unexpected) {
            if (!isClosed()) {
                // First of all, so that it is told even where logging fails.
                member.assigned(null);
                faults.handleFault("Taking part in the group of the registries stopped", unexpected);
                LOG.error("Taking part in the group of the registries stopped", unexpected);
            }
        } finally {
            binding.close();
            consumer.close();
        }
    }

    private void pollUntilClosed() throws InterruptedException {
        for (long failures = 0; !isClosed(); ) {
            try {
                consumer.poll(POLL);
                failures = 0;
            } catch (WakeupException closing) {
                // Asked for by close, which the loop sees.
            } catch (KafkaException failed) {
                long millis = backoff.backoff(failures++);
                LOG.warn(
                        "Taking part in the group of the registries failed, trying again in {} ms: {}",
                        millis,
                        failed.toString());
                if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Leaves the group. */
    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
