package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.Phases;
import dev.avenant.messaging.internal.outbox.OutboxTable.Backlog;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Starts and stops the relays with the service, and says how they do. Each start makes a {@link RelayRun} of its own. */
final class RelayLoop implements SmartLifecycle {

    private final Supplier<RelayRun> runs;
    private volatile @Nullable RelayRun current;

    RelayLoop(Supplier<RelayRun> runs) {
        this.runs = runs;
    }

    @Override
    public synchronized void start() {
        if (current == null) {
            RelayRun run = runs.get();
            run.start();
            current = run;
        }
    }

    @Override
    public synchronized void stop() {
        RelayRun run = current;
        current = null;
        if (run != null) {
            run.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return current != null;
    }

    @Override
    public int getPhase() {
        return Phases.RELAY;
    }

    boolean isAlive() {
        RelayRun run = current;
        return run != null && run.isAlive();
    }

    /** How the relay of each topic does. */
    Map<String, TopicRelay.State> states() {
        RelayRun run = current;
        Map<String, TopicRelay.State> states = new TreeMap<>();
        if (run != null) {
            run.topics().forEach((topic, relay) -> states.put(topic, relay.state()));
        }
        return states;
    }

    /** Whether this process sends the events of a topic. */
    boolean isLeading() {
        return states().values().stream().anyMatch(TopicRelay.State::leading);
    }

    /** What waited a few seconds ago; null while other processes relay. */
    @Nullable
    Backlog backlog() {
        RelayRun run = current;
        return run == null || !isLeading() ? null : run.backlog();
    }
}
