package dev.avenant.messaging.internal.listener;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when a listener does not run. A partition that waits is a detail: the listener does its duty. */
final class ListenerHealth implements HealthIndicator {

    private final Listeners listeners;
    private final Tries tries;

    ListenerHealth(Listeners listeners, Tries tries) {
        this.listeners = listeners;
        this.tries = tries;
    }

    @Override
    public Health health() {
        Map<String, String> states = listeners.states();
        boolean allRun = states.values().stream().allMatch("running"::equals);
        Health.Builder health = allRun ? Health.up() : Health.down();
        health.withDetail("listeners", states);
        Map<String, String> waiting = new TreeMap<>();
        tries.waiting()
                .forEach((partition, head) -> waiting.put(
                        partition.toString(),
                        "offset " + head.offset() + " since " + head.since() + ": " + head.last()));
        if (!waiting.isEmpty()) {
            health.withDetail("waiting", waiting);
        }
        return health.build();
    }
}
