package dev.avenant.messaging.internal.failure;

import dev.avenant.messaging.MessagingProperties.CircuitBreakerSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a subscription when so many of its records fail that something else than the records is wrong: then none goes to the
 * dead-letter topic any more, and none is committed, until one that is tried after a while passes. Counts in this process
 * alone, and begins anew with it.
 */
public final class CircuitBreakers {

    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakers.class);
    private static final String CATEGORY = "CIRCUIT_BREAKER_OPEN";
    private static final float PERCENT = 100;

    private final CircuitBreakerSettings settings;
    private final Clock clock;
    private final Map<String, CircuitBreaker> breakers = new LinkedHashMap<>();
    private final Map<String, Stop> stops = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> counted = new ConcurrentHashMap<>();

    CircuitBreakers(CircuitBreakerSettings settings, Collection<String> topics, Clock clock, FailureMetrics metrics) {
        this.settings = settings;
        this.clock = clock;
        Double share = settings.failureShare();
        if (share != null) {
            for (String topic : topics) {
                CircuitBreaker breaker = CircuitBreaker.of(topic, config(share, clock));
                breakers.put(topic, breaker);
                breaker.getEventPublisher().onStateTransition(event -> changed(topic, breaker.getState()));
                metrics.circuit(topic, () -> stops.containsKey(topic) ? 1 : 0);
            }
        }
    }

    private CircuitBreakerConfig config(double share, Clock clock) {
        return CircuitBreakerConfig.custom()
                .failureRateThreshold((float) share * PERCENT)
                .slidingWindow(settings.window(), settings.minimum(), SlidingWindowType.COUNT_BASED)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(settings.pause())
                .clock(clock)
                .build();
    }

    /** Empty when a record of the topic may be tried; one at a time may when the subscription has stopped for long enough. */
    public Optional<Failure> admit(String topic) {
        CircuitBreaker breaker = breakers.get(topic);
        return breaker == null || breaker.tryAcquirePermission() ? Optional.empty() : Optional.of(stopped(topic));
    }

    /** Whether nothing keeps records of the topic from being tried, so that none of them has to be admitted. */
    public boolean isClosed(String topic) {
        CircuitBreaker breaker = breakers.get(topic);
        return breaker == null || breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** A record passed. */
    public void passed(String topic) {
        CircuitBreaker breaker = breakers.get(topic);
        if (breaker != null) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    /** A record that was admitted is tried again later, and says nothing yet. */
    void undecided(String topic) {
        CircuitBreaker breaker = breakers.get(topic);
        if (breaker != null) {
            breaker.releasePermission();
        }
    }

    /** A record that was admitted will not pass; empty when it may go to the dead-letter topic. */
    public Optional<Failure> failed(String topic, TopicPartition partition, long offset, Failure failure) {
        CircuitBreaker breaker = breakers.get(topic);
        if (breaker == null) {
            return Optional.empty();
        }
        Long before = counted.put(partition, offset);
        boolean isCounted = breaker.getState() == CircuitBreaker.State.CLOSED
                && Long.valueOf(offset).equals(before);
        if (!isCounted) {
            breaker.onError(0, TimeUnit.NANOSECONDS, failure.cause());
        }
        if (breaker.getState() == CircuitBreaker.State.CLOSED) {
            return Optional.empty();
        }
        counted.remove(partition);
        stops.computeIfPresent(topic, (name, stop) -> stop.with(failure));
        return Optional.of(stopped(topic));
    }

    /** Lets the subscription go on, and counts anew; answers false when it does not stop because of that. */
    public boolean close(String topic) {
        CircuitBreaker breaker = breakers.get(topic);
        if (breaker == null || !stops.containsKey(topic)) {
            return false;
        }
        breaker.transitionToClosedState();
        return true;
    }

    /** The topics whose subscriptions have stopped, and why. */
    public Map<String, String> open() {
        Map<String, String> open = new TreeMap<>();
        stops.forEach((topic, stop) -> open.put(topic, stop.toString()));
        return open;
    }

    private Failure stopped(String topic) {
        Stop stop = stops.get(topic);
        return new Failure(
                Failure.Remedy.WAIT, CATEGORY, new CircuitOpenException(stop == null ? "" : stop.toString()));
    }

    private void changed(String topic, CircuitBreaker.State state) {
        switch (state) {
            case OPEN -> {
                Stop stop = stops.compute(topic, (name, before) -> stop(topic, before));
                LOG.atError().addKeyValue("topic", topic).log("Subscription stops: {}", stop);
            }
            case CLOSED -> {
                stops.remove(topic);
                LOG.atWarn().addKeyValue("topic", topic).log("Subscription goes on");
            }
            default -> LOG.atInfo().addKeyValue("topic", topic).log("Subscription tries one record");
        }
    }

    private Stop stop(String topic, @Nullable Stop before) {
        Instant now = clock.instant();
        if (before != null) {
            return new Stop(before.share(), before.since(), now.plus(settings.pause()), before.last());
        }
        CircuitBreaker.Metrics metrics =
                Objects.requireNonNull(breakers.get(topic)).getMetrics();
        String share = metrics.getNumberOfFailedCalls() + " of the last " + metrics.getNumberOfBufferedCalls()
                + " records failed";
        return new Stop(share, now, now.plus(settings.pause()), null);
    }

    /**
     * Why a subscription has stopped.
     *
     * @param until when it tries one record
     * @param last the failure of the record that it stopped at; null for a moment
     */
    private record Stop(
            String share,
            Instant since,
            Instant until,
            @Nullable Failure last) {

        Stop with(Failure failure) {
            return new Stop(share, since, until, failure);
        }

        @Override
        public String toString() {
            return share + ", so nothing is read since " + since + "; one record is tried after " + until
                    + (last == null ? "" : "; the last failure: " + last);
        }
    }
}
