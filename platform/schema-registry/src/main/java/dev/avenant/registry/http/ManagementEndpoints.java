package dev.avenant.registry.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.log.LogStatus;
import dev.avenant.registry.log.RegistryHealth;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What who runs a registry asks it: {@code /-/healthy}, {@code /-/ready} and {@code /-/metrics}. Their paths stay clear of
 * the API's; the metrics are for who can prove who they are.
 */
final class ManagementEndpoints {

    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final RegistryHealth health;
    private final RegistryMetrics metrics;
    private final AuthenticationFilter authentication;

    ManagementEndpoints(RegistryHealth health, RegistryMetrics metrics, AuthenticationFilter authentication) {
        this.health = health;
        this.metrics = metrics;
        this.authentication = authentication;
    }

    /** Null when the request is for none of these. */
    @Nullable
    ApiResponse answer(HttpExchange exchange) {
        if (!exchange.method().equals("GET")) {
            return null;
        }
        return switch (String.join("/", exchange.segments())) {
            case "-/healthy" -> state(200, "healthy", null);
            case "-/ready" -> ready(health.status());
            case "-/metrics" -> metrics(exchange);
            default -> null;
        };
    }

    private ApiResponse metrics(HttpExchange exchange) {
        return authentication.isKnown(exchange)
                ? ApiResponse.text(METRICS_TYPE, metrics.scrape())
                : AuthenticationFilter.refuse(exchange);
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
        return ApiResponse.json(status, body);
    }
}
