package dev.avenant.registry.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.log.LogStatus;
import dev.avenant.registry.log.RegistryHealth;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What who runs a registry asks it: {@code /-/healthy}, {@code /-/ready} and {@code /-/metrics}. Their paths stay clear of
 * the API's.
 */
final class Operations {

    private static final String PREFIX = "-";

    private final RegistryHealth health;
    private final RegistryMetrics metrics;

    Operations(RegistryHealth health, RegistryMetrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    /** Counts a request that was answered; {@code nanos} is how long it took. */
    void count(String method, int status, long nanos) {
        metrics.request(method, status, nanos);
    }

    /** Whether a path is that of the metrics, which are not for everybody. */
    static boolean isMetrics(List<String> path) {
        return path.equals(List.of(PREFIX, "metrics"));
    }

    /** Null when the path is not one of these. */
    @Nullable
    ApiResponse answer(String method, List<String> path) {
        if (path.size() != 2 || !path.get(0).equals(PREFIX) || !method.equals("GET")) {
            return null;
        }
        return switch (path.get(1)) {
            case "healthy" -> state(200, "healthy", null);
            case "ready" -> ready(health.status());
            case "metrics" -> ApiResponse.text("text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
            default -> null;
        };
    }

    private static ApiResponse ready(LogStatus status) {
        return status.isReady()
                ? state(200, "ready", null)
                : state(503, status.state().name().toLowerCase(Locale.ROOT), status.detail());
    }

    private static ApiResponse state(int status, String word, @Nullable String reason) {
        ObjectNode body = ResponseBodies.object().put("status", word);
        if (reason != null) {
            body.put("reason", reason);
        }
        return new ApiResponse(status, ApiResponse.bytes(body), "application/json", true);
    }
}
