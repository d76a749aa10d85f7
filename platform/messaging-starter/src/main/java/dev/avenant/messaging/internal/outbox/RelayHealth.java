package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.KafkaReachability;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when the relay's thread ended, Kafka does not answer, or events have waited for a while and none got through. */
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
        Optional<String> reason = reason();
        Health.Builder health = reason.isEmpty() ? Health.up() : Health.down();
        reason.ifPresent(why -> health.withDetail("reason", why));
        health.withDetail("relay", !loop.isAlive() ? "stopped" : loop.isLeading() ? "leading" : "standing by");
        health.withDetail("lastProgress", loop.lastProgress().toString());
        OutboxTable.Backlog backlog = loop.backlog();
        if (backlog != null) {
            health.withDetail("waitingEvents", backlog.rows());
        }
        Map<String, String> stalled = loop.stalledTopics();
        if (!stalled.isEmpty()) {
            health.withDetail("stalledTopics", stalled);
        }
        String failure = loop.lastFailure();
        if (failure != null) {
            health.withDetail("lastFailure", failure);
        }
        return health.build();
    }

    private Optional<String> reason() {
        if (!loop.isAlive()) {
            return Optional.of("The relay's thread ended; restart the service");
        }
        Optional<String> outage = kafka.outage();
        if (outage.isPresent()) {
            return outage;
        }
        Duration since = Duration.between(loop.lastProgress(), clock.instant());
        return since.compareTo(STUCK) < 0
                ? Optional.empty()
                : Optional.of("No event got through since " + loop.lastProgress());
    }
}
