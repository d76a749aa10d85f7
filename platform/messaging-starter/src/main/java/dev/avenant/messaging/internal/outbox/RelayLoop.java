package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.Phases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Starts and stops the relay with the service, and says how it does. Each start makes a {@link RelayRun} of its own. */
final class RelayLoop implements SmartLifecycle {

    private final Supplier<RelayRun> runs;
    private volatile @Nullable RelayRun current;

    /** @param relays makes the relay of each start, which is closed at its stop */
    RelayLoop(DataSource dataSource, Supplier<Relay> relays, Duration pollInterval, Clock clock) {
        this.runs = () -> new RelayRun(dataSource, relays.get(), pollInterval, clock);
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

    boolean isLeading() {
        RelayRun run = current;
        return run != null && run.isLeading();
    }

    boolean isAlive() {
        RelayRun run = current;
        return run != null && run.isAlive();
    }

    /** The topics whose events Kafka does not take, and why. */
    Map<String, String> stalledTopics() {
        RelayRun run = current;
        return run == null ? Map.of() : run.stalledTopics();
    }

    /** When it last got through: Kafka took events, there were none to send, or another process relayed. */
    Instant lastProgress() {
        RelayRun run = current;
        return run == null ? Instant.EPOCH : run.lastProgress();
    }

    /** Why it failed last, null since it got through again. */
    @Nullable
    String lastFailure() {
        RelayRun run = current;
        return run == null ? null : run.lastFailure();
    }

    /** What waited a few seconds ago; null while another process relays. */
    OutboxTable.@Nullable Backlog backlog() {
        RelayRun run = current;
        return run == null ? null : run.backlog();
    }
}
