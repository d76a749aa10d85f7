package dev.avenant.registry.http;

import dev.avenant.registry.metrics.RegistryMetrics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What who runs a registry asks it: {@code /-/healthy}, {@code /-/ready} and {@code /-/metrics}. Their paths stay clear of
 * the API's.
 */
final class Operations {

    private static final String PREFIX = "-";

    private final BooleanSupplier ready;
    private final RegistryMetrics metrics;

    Operations(BooleanSupplier ready, RegistryMetrics metrics) {
        this.ready = ready;
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
            case "healthy" -> state(true, "healthy");
            case "ready" -> state(ready.getAsBoolean(), ready.getAsBoolean() ? "ready" : "reading the log");
            case "metrics" -> ApiResponse.text("text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
            default -> null;
        };
    }

    private static ApiResponse state(boolean good, String word) {
        byte[] body = ("{\"status\":\"" + word + "\"}").getBytes(StandardCharsets.UTF_8);
        return new ApiResponse(good ? 200 : 503, body, "application/json", true);
    }
}
