package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.KafkaReachability;
import dev.avenant.messaging.internal.outbox.OutboxTable.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down when a thread of the relay ended, Kafka does not answer, or events of a topic or of a key have waited for a while
 * and none got through.
 */
final class RelayHealth implements HealthIndicator {

    private static final Duration STUCK = Duration.ofSeconds(45);

    private final RelayLoop loop;
    private final KafkaReachability kafka;
    private final Clock clock;

    RelayHealth(RelayLoop loop, KafkaReachability kafka, Clock clock) {
        this.loop = loop;
        this.kafka = kafka;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Map<String, TopicRelay.State> states = loop.states();
        Optional<String> reason = reason(states);
        Health.Builder health = reason.isEmpty() ? Health.up() : Health.down();
        reason.ifPresent(why -> health.withDetail("reason", why));
        health.withDetail("relay", !loop.isAlive() ? "stopped" : loop.isLeading() ? "leading" : "standing by");
        states.values().stream()
                .map(TopicRelay.State::lastProgress)
                .min(Comparator.naturalOrder())
                .ifPresent(oldest -> health.withDetail("lastProgress", oldest.toString()));
        Backlog backlog = loop.backlog();
        if (backlog != null) {
            health.withDetail("waitingEvents", backlog.rows());
        }
        Map<String, String> shards = new TreeMap<>();
        Map<String, String> stalled = new TreeMap<>();
        Map<String, String> refused = new TreeMap<>();
        states.forEach((topic, state) -> {
            if (state.leading()) {
                shards.put(topic, state.shards() + " of " + KeyShards.COUNT);
            }
            if (state.failure() != null) {
                stalled.put(topic, state.failure());
            }
            if (!state.refused().isEmpty()) {
                refused.put(topic, state.refused().toString());
            }
        });
        if (!shards.isEmpty()) {
            health.withDetail("shards", shards);
        }
        if (!stalled.isEmpty()) {
            health.withDetail("stalledTopics", stalled);
        }
        if (!refused.isEmpty()) {
            health.withDetail("refusedEvents", refused);
        }
        return health.build();
    }

    private Optional<String> reason(Map<String, TopicRelay.State> states) {
        if (!loop.isAlive()) {
            return Optional.of("A thread of the relay ended; restart the service");
        }
        Optional<String> outage = kafka.outage();
        if (outage.isPresent()) {
            return outage;
        }
        return stuck(states, clock.instant());
    }

    /** What has waited for too long, in a sentence; empty when nothing has. */
    static Optional<String> stuck(Map<String, TopicRelay.State> states, Instant now) {
        Instant limit = now.minus(STUCK);
        return states.entrySet().stream()
                .flatMap(topic -> stuck(topic.getKey(), topic.getValue(), limit).stream())
                .findFirst();
    }

    private static Optional<String> stuck(String topic, TopicRelay.State state, Instant limit) {
        if (state.lastProgress().isBefore(limit)) {
            return Optional.of("No event of topic " + topic + " got through since " + state.lastProgress());
        }
        return state.refusedSince()
                .filter(since -> since.isBefore(limit))
                .map(since -> "Kafka refuses an event of topic " + topic + " since " + since
                        + ", and the later ones of its key wait; see refusedEvents");
    }
}
