package dev.avenant.operations.services;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What a process does with a topic.
 *
 * @param state {@code running}, {@code paused}, {@code stopped} with the reason, or what another version of the starter says
 * @param circuitBreaker why it reads nothing although it runs; null when it does, or is not known
 */
public record Subscription(String state, @Nullable String circuitBreaker) {

    private static final String PAUSED = "paused";
    private static final String RUNNING = "running";

    static Subscription of(JsonNode answer) {
        JsonNode circuit = answer.path("circuitBreaker");
        return new Subscription(
                Printable.line(answer.path("state").asText("unknown")),
                circuit.isTextual() ? Printable.line(circuit.asText()) : null);
    }

    /** Whether it was told to read no more. */
    public boolean isPaused() {
        return state.equals(PAUSED);
    }

    /** Whether it reads, or would if its circuit breaker let it. */
    public boolean isRunning() {
        return state.equals(RUNNING);
    }
}
