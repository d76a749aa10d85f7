package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.failure.CircuitBreakers;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The subscriptions of this process at {@code /actuator/subscriptions}, where the service exposes it: what each does, to pause
 * one, and to let one go on that was paused, or stopped because too many of its records failed. It stops work from being done,
 * so whoever exposes it secures it. A pause ends with the process.
 */
@Endpoint(id = "subscriptions")
public final class SubscriptionsEndpoint {

    private static final String RUNNING = "running";

    private final Listeners listeners;
    private final CircuitBreakers circuits;
    private final String group;

    SubscriptionsEndpoint(Listeners listeners, CircuitBreakers circuits, String group) {
        this.listeners = listeners;
        this.circuits = circuits;
        this.group = group;
    }

    /**
     * What the service reads.
     *
     * @param group its consumer group
     * @param subscriptions by topic
     * @param partitions the numbers of those that this process is assigned now, by topic, those of its replay topics too
     */
    public record Subscriptions(
            String group, Map<String, SubscriptionView> subscriptions, Map<String, SortedSet<Integer>> partitions) {}

    /**
     * A subscription.
     *
     * @param state {@code running}, {@code paused}, or {@code stopped} with the reason
     * @param circuitBreaker why it reads nothing, though it runs; null when it does
     */
    public record SubscriptionView(String state, @Nullable String circuitBreaker) {}

    /** All of them. */
    @ReadOperation
    public Subscriptions subscriptions() {
        Map<String, String> open = circuits.open();
        Map<String, SubscriptionView> views = new TreeMap<>();
        listeners.states().forEach((topic, state) -> {
            boolean isPaused = state.equals(RUNNING) && listeners.isPaused(topic);
            views.put(topic, new SubscriptionView(isPaused ? "paused" : state, open.get(topic)));
        });
        return new Subscriptions(group, views, partitions());
    }

    private Map<String, SortedSet<Integer>> partitions() {
        Map<String, SortedSet<Integer>> partitions = new TreeMap<>();
        listeners
                .assignedPartitions()
                .forEach(assigned -> partitions
                        .computeIfAbsent(assigned.topic(), topic -> new TreeSet<>())
                        .add(assigned.partition()));
        return partitions;
    }

    /** The one to that topic; null when there is none. */
    @ReadOperation
    public @Nullable SubscriptionView subscription(@Selector String topic) {
        return subscriptions().subscriptions().get(topic);
    }

    /**
     * Pauses it, or lets it go on at once, whatever it waits for; null when there is none to that topic.
     *
     * @param paused whether it is to pause; null to go on
     */
    @WriteOperation
    public @Nullable SubscriptionView change(@Selector String topic, @Nullable Boolean paused) {
        if (!listeners.states().containsKey(topic)) {
            return null;
        }
        if (Boolean.TRUE.equals(paused)) {
            listeners.pause(topic);
        } else {
            var unused = circuits.close(topic);
            listeners.resume(topic);
        }
        return subscription(topic);
    }
}
