package dev.avenant.messaging.internal.listener;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The subscriptions of this process at {@code /actuator/subscriptions}, where the service exposes it: what each does, and how
 * to let one go on that stopped because too many of its records failed.
 */
@Endpoint(id = "subscriptions")
public final class SubscriptionsEndpoint {

    private final Supplier<Map<String, String>> listeners;
    private final CircuitBreakers circuits;

    SubscriptionsEndpoint(Supplier<Map<String, String>> listeners, CircuitBreakers circuits) {
        this.listeners = listeners;
        this.circuits = circuits;
    }

    /**
     * A subscription.
     *
     * @param state {@code running} or {@code stopped}
     * @param circuitBreaker why it reads nothing, though it runs; null when it does
     */
    public record SubscriptionView(String state, @Nullable String circuitBreaker) {}

    /** By topic. */
    @ReadOperation
    public Map<String, SubscriptionView> subscriptions() {
        Map<String, String> open = circuits.open();
        Map<String, SubscriptionView> views = new TreeMap<>();
        listeners.get().forEach((topic, state) -> views.put(topic, new SubscriptionView(state, open.get(topic))));
        return views;
    }

    /** Lets it go on at once, in this process; null when there is none to that topic. */
    @WriteOperation
    public @Nullable SubscriptionView goOn(@Selector String topic) {
        var unused = circuits.close(topic);
        return subscriptions().get(topic);
    }
}
