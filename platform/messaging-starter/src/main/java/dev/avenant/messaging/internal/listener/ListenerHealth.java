package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.KafkaReachability;
import dev.avenant.messaging.internal.failure.CircuitBreakers;
import dev.avenant.messaging.internal.failure.RetryTracker;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down when a listener does not run or its consumer fails again and again, Kafka does not answer, a partition waited too
 * long and stopped, its bytes cannot be read, or a subscription stopped because too many of its records failed. Another partition that waits is a detail: the listener does its duty.
 */
final class ListenerHealth implements HealthIndicator {

    private final Listeners listeners;
    private final RetryTracker retries;
    private final CircuitBreakers circuits;
    private final ConsumerFailures failures;
    private final KafkaReachability kafka;

    ListenerHealth(
            Listeners listeners,
            RetryTracker retries,
            CircuitBreakers circuits,
            ConsumerFailures failures,
            KafkaReachability kafka) {
        this.circuits = circuits;
        this.failures = failures;
        this.listeners = listeners;
        this.retries = retries;
        this.kafka = kafka;
    }

    @Override
    public Health health() {
        Map<String, String> states = listeners.states();
        Optional<String> outage = kafka.outage();
        boolean allRun = states.values().stream().allMatch("running"::equals);
        Map<String, String> failing = failures.current();
        Map<TopicPartition, RetryTracker.Head> stopped = retries.stopped();
        Map<TopicPartition, RetryTracker.Head> waiting = retries.waiting();
        Map<String, String> open = circuits.open();
        boolean allRead = failing.isEmpty()
                && open.isEmpty()
                && stopped.isEmpty()
                && waiting.values().stream().noneMatch(ListenerHealth::isUnreadable);
        Health.Builder health = allRun && outage.isEmpty() && allRead ? Health.up() : Health.down();
        outage.ifPresent(reason -> health.withDetail("reason", reason));
        health.withDetail("listeners", states);
        if (!failing.isEmpty()) {
            health.withDetail("failing", failing);
        }
        if (!open.isEmpty()) {
            health.withDetail("circuitBreakers", open);
        }
        show(health, "waiting", waiting);
        show(health, "stopped", stopped);
        return health.build();
    }

    private static boolean isUnreadable(RetryTracker.Head head) {
        return head.last().category().equals(UnreadableRecord.CATEGORY);
    }

    private static void show(Health.Builder health, String name, Map<TopicPartition, RetryTracker.Head> heads) {
        Map<String, String> partitions = new TreeMap<>();
        heads.forEach((partition, head) -> partitions.put(partition.toString(), head.toString()));
        if (!partitions.isEmpty()) {
            health.withDetail(name, partitions);
        }
    }
}
