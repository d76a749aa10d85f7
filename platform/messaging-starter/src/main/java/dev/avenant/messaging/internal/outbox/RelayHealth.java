package dev.avenant.messaging.internal.outbox;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when the relay's thread ended, or has not got through for a minute. */
final class RelayHealth implements HealthIndicator {

    private static final Duration STUCK = Duration.ofMinutes(1);

    private final RelayLoop loop;
    private final Clock clock;

    RelayHealth(RelayLoop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Duration since = Duration.between(loop.lastCycle(), clock.instant());
        Health.Builder health = loop.isAlive() && since.compareTo(STUCK) < 0 ? Health.up() : Health.down();
        health.withDetail("relay", !loop.isAlive() ? "stopped" : loop.isLeading() ? "leading" : "standing by");
        health.withDetail("lastCycle", loop.lastCycle().toString());
        OutboxTable.Backlog backlog = loop.backlog();
        if (backlog != null) {
            health.withDetail("waitingEvents", backlog.rows());
        }
        String failure = loop.lastFailure();
        if (failure != null) {
            health.withDetail("lastFailure", failure);
        }
        return health.build();
    }
}
