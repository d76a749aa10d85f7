package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.KafkaReachability;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down when a listener does not run, or Kafka does not answer. A partition that waits is a detail: the listener does its
 * duty.
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
        Health.Builder health = allRun && outage.isEmpty() ? Health.up() : Health.down();
        outage.ifPresent(reason -> health.withDetail("reason", reason));
        health.withDetail("listeners", states);
        Map<String, String> waiting = new TreeMap<>();
        retries.waiting()
                .forEach((partition, head) -> waiting.put(
                        partition.toString(),
                        "offset " + head.offset() + " since " + head.since() + ": " + head.last()));
        if (!waiting.isEmpty()) {
            health.withDetail("waiting", waiting);
        }
        return health.build();
    }
}
