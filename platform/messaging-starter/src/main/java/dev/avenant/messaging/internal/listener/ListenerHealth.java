package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.KafkaReachability;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down when a listener does not run, Kafka does not answer, or a partition waited too long and stopped. A partition that
 * waits is a detail: the listener does its duty.
 */
final class ListenerHealth implements HealthIndicator {

    private final Listeners listeners;
    private final RetryTracker retries;
    private final KafkaReachability kafka;

    ListenerHealth(Listeners listeners, RetryTracker retries, KafkaReachability kafka) {
        this.listeners = listeners;
        this.retries = retries;
        this.kafka = kafka;
    }

    @Override
    public Health health() {
        Map<String, String> states = listeners.states();
        Optional<String> outage = kafka.outage();
        boolean allRun = states.values().stream().allMatch("running"::equals);
        Map<TopicPartition, RetryTracker.Head> stopped = retries.stopped();
        Health.Builder health = allRun && outage.isEmpty() && stopped.isEmpty() ? Health.up() : Health.down();
        outage.ifPresent(reason -> health.withDetail("reason", reason));
        health.withDetail("listeners", states);
        show(health, "waiting", retries.waiting());
        show(health, "stopped", stopped);
        return health.build();
    }

    private static void show(Health.Builder health, String name, Map<TopicPartition, RetryTracker.Head> heads) {
        Map<String, String> partitions = new TreeMap<>();
        heads.forEach((partition, head) -> partitions.put(partition.toString(), head.toString()));
        if (!partitions.isEmpty()) {
            health.withDetail(name, partitions);
        }
    }
}
