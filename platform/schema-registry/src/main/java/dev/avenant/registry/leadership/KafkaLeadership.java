package dev.avenant.registry.leadership;

import dev.avenant.registry.log.FaultHandler;
import dev.avenant.registry.log.KafkaLogSettings;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects the leader with Kafka's own group protocol: the registries are a consumer group of the schemas topic, and who is
 * given its partition leads.
 *
 * <p>A registry that is elected is activated first: it takes the right to write, which fences whoever had it, and reads
 * what is there; only then it counts as the leader. It stops counting as one when the group no longer has it, or when the
 * log refuses a write; in the second case it is activated again as long as the group has it lead. An activation that fails
 * is tried again, after a growing time of at most five seconds. Until a leader is known, writes wait.
 */
public final class KafkaLeadership implements Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLeadership.class);
    private static final double JITTER = 0.2;

    private final String url;
    private final boolean eligible;
    private final Runnable activation;
    private final FaultHandler faults;
    private final ExecutorService activating;
    private final GroupMember group;
    private final ExponentialBackoff backoff = new ExponentialBackoff(200, 2, TimeUnit.SECONDS.toMillis(5), JITTER);
    private Leader current = Leader.NOBODY;
    private @Nullable String elected;
    private boolean closed;

    /**
     * The registry that stands for election.
     *
     * @param url where the others reach it
     * @param eligible whether it may lead
     * @param sessionTimeout how long it still counts as there when it says nothing
     */
    public record Candidate(String url, boolean eligible, Duration sessionTimeout) {}

    /**
     * Joins the group.
     *
     * @param activation takes the right to write and reads all that is written
     * @param faults hears when this registry can take part no more
     */
    public KafkaLeadership(KafkaLogSettings settings, Candidate candidate, Runnable activation, FaultHandler faults) {
        this.url = candidate.url();
        this.eligible = candidate.eligible();
        this.activation = activation;
        this.faults = faults;
        this.activating = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "registry-activation");
            thread.setDaemon(true);
            return thread;
        });
        this.group = new GroupMember(settings, candidate.sessionTimeout(), new Self(), faults);
    }

    private final class Self implements LeaderAssignor.Member {

        @Override
        public String url() {
            return url;
        }

        @Override
        public boolean isEligible() {
            return eligible;
        }

        @Override
        public boolean isLeading() {
            synchronized (KafkaLeadership.this) {
                return current.self();
            }
        }

        @Override
        public void assigned(@Nullable String leader) {
            elected(leader);
        }
    }

    private synchronized void elected(@Nullable String leader) {
        elected = leader;
        if (leader == null) {
            setLeader(Leader.NOBODY);
        } else if (!leader.equals(url)) {
            setLeader(new Leader(false, URI.create(leader)));
        } else if (!current.self()) {
            setLeader(Leader.NOBODY);
            startActivation();
        }
    }

    private void setLeader(Leader leader) {
        if (!leader.equals(current)) {
            LOG.info("The leader is {}", leader.self() ? "this registry" : leader.url());
        }
        current = leader;
        notifyAll();
    }

    private void startActivation() {
        if (!closed) {
            activating.execute(this::activateUntilDone);
        }
    }

    private void activateUntilDone() {
        try {
            for (long failures = 0; isToLead(); ) {
                try {
                    activation.run();
                    activated();
                    return;
                } catch (RuntimeException failed) {
                    long millis = backoff.backoff(failures++);
                    if (isToLead()) {
                        LOG.warn("Becoming the leader failed, trying again in {} ms: {}", millis, failed.toString());
                        pause(millis);
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Throwable unexpected) {
            faults.handleFault("Becoming the leader failed for good", unexpected);
            LOG.error("Becoming the leader failed for good", unexpected);
        }
    }

    private synchronized void activated() {
        if (isToLead()) {
            setLeader(Leader.SELF);
        }
    }

    private synchronized void pause(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0 && isToLead(); ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }

    private synchronized boolean isToLead() {
        return url.equals(elected)
                && !current.self()
                && !closed
                && !Thread.currentThread().isInterrupted();
    }

    @Override
    public synchronized Leader await(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (!current.isKnown() && !closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return current;
    }

    @Override
    public synchronized void writeFailed() {
        if (current.self()) {
            setLeader(Leader.NOBODY);
            startActivation();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        activating.shutdown();
        group.close();
        try {
            if (!activating.awaitTermination(2, TimeUnit.SECONDS)) {
                activating.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
