package dev.avenant.registry.http;

import dev.avenant.registry.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What who runs a registry asks it: {@code /-/healthy}, {@code /-/ready} and {@code /-/metrics}. Their paths stay clear of
 * the API's.
 */
final class Operations {

    private static final String PREFIX = "-";
    private static final double NANOS = 1e9;
    private static final List<String> METHODS = List.of("OTHER", "GET", "POST", "PUT", "DELETE", "HEAD");
    private static final int STATUSES = 600;
    private static final double[] BOUNDS = {0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5};

    private final Catalog catalog;
    private final BooleanSupplier ready;
    private final BooleanSupplier leading;
    private final AtomicReferenceArray<LongAdder> requests = new AtomicReferenceArray<>(METHODS.size() * STATUSES);
    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder totalNanos = new LongAdder();

    Operations(Catalog catalog, BooleanSupplier ready, BooleanSupplier leading) {
        this.catalog = catalog;
        this.ready = ready;
        this.leading = leading;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    void count(String method, int status, long nanos) {
        int kind = Math.max(0, METHODS.indexOf(method)) * STATUSES + Math.min(status, STATUSES - 1);
        LongAdder counter = requests.get(kind);
        if (counter == null) {
            requests.compareAndSet(kind, null, new LongAdder());
            counter = requests.get(kind);
        }
        counter.increment();
        double seconds = nanos / NANOS;
        int bucket = 0;
        while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        totalNanos.add(nanos);
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
            case "metrics" -> ApiResponse.text("text/plain; version=0.0.4; charset=utf-8", metrics());
            default -> null;
        };
    }

    private static ApiResponse state(boolean good, String word) {
        byte[] body = ("{\"status\":\"" + word + "\"}").getBytes(StandardCharsets.UTF_8);
        return new ApiResponse(good ? 200 : 503, body, "application/json", true);
    }

    private String metrics() {
        StringBuilder out = new StringBuilder();
        head(out, "schema_registry_requests_total", "counter", "Requests by method and status.");
        for (int i = 0; i < requests.length(); i++) {
            LongAdder counter = requests.get(i);
            if (counter != null) {
                out.append("schema_registry_requests_total{method=\"")
                        .append(METHODS.get(i / STATUSES))
                        .append("\",status=\"")
                        .append(i % STATUSES)
                        .append("\"} ")
                        .append(counter.sum())
                        .append('\n');
            }
        }
        head(out, "schema_registry_request_seconds", "histogram", "How long requests took.");
        long below = 0;
        for (int i = 0; i < buckets.length; i++) {
            below += buckets[i].sum();
            String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i]) : "+Inf";
            out.append("schema_registry_request_seconds_bucket{le=\"")
                    .append(bound)
                    .append("\"} ");
            out.append(below).append('\n');
        }
        out.append("schema_registry_request_seconds_sum ")
                .append(totalNanos.sum() / NANOS)
                .append('\n');
        out.append("schema_registry_request_seconds_count ").append(below).append('\n');
        gauge(out, "schema_registry_subjects", "Subjects, deleted ones among them.", catalog.countSubjects());
        gauge(out, "schema_registry_versions", "Versions, deleted ones among them.", catalog.countVersions());
        gauge(out, "schema_registry_leader", "1 on the registry that writes.", leading.getAsBoolean() ? 1 : 0);
        Runtime runtime = Runtime.getRuntime();
        gauge(out, "jvm_memory_used_bytes", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
        return out.toString();
    }

    private static void head(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void gauge(StringBuilder out, String name, String help, long value) {
        head(out, name, "gauge", help);
        out.append(name).append(' ').append(value).append('\n');
    }
}
