package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What who runs a registry can ask it. */
@Tag("fast")
class MetricsTest {

    /** A line of Prometheus' text format that is no comment. */
    private static final Pattern SAMPLE =
            Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-z_]+=\"[^\"]*\",?)+})? -?[0-9.eE+-]+");

    @Test
    void countsRequestsSubjectsAndVersionsInTheFormatOfPrometheus() {
        try (RegistryTester registry = RegistryTester.begin()) {
            registry.post("/subjects/a/versions", schema("\"int\""));
            registry.post("/subjects/a/versions", schema("\"long\""));
            registry.get("/subjects/none/versions");

            String metrics = registry.get("/-/metrics").substring("200 ".length());

            List<String> samples =
                    metrics.lines().filter(line -> !line.startsWith("#")).toList();
            assertThat(samples).allMatch(line -> SAMPLE.matcher(line).matches());
            assertThat(samples)
                    .contains(
                            "schema_registry_requests_total{method=\"POST\",status=\"200\"} 2.0",
                            "schema_registry_requests_total{method=\"GET\",status=\"404\"} 1.0",
                            "schema_registry_request_seconds_bucket{le=\"+Inf\"} 3",
                            "schema_registry_request_seconds_count 3",
                            "schema_registry_subjects 1.0",
                            "schema_registry_versions 2.0",
                            "schema_registry_leader 1.0",
                            "avenant_registry_log_unreadable_records_total 0.0");
            assertThat(metrics.lines().filter(line -> line.startsWith("# TYPE")))
                    .contains(
                            "# TYPE schema_registry_requests_total counter",
                            "# TYPE schema_registry_request_seconds histogram",
                            "# TYPE schema_registry_subjects gauge",
                            "# TYPE avenant_registry_log_unreadable_records_total counter",
                            "# TYPE jvm_memory_used_bytes gauge",
                            "# TYPE jvm_gc_memory_allocated_bytes_total counter",
                            "# TYPE jetty_threads_busy gauge");
        }
    }

    @Test
    void isHealthyAndReady() {
        try (RegistryTester registry = RegistryTester.begin()) {
            assertThat(registry.get("/-/healthy")).isEqualTo("200 {\"status\":\"healthy\"}");
            assertThat(registry.get("/-/ready")).isEqualTo("200 {\"status\":\"ready\"}");
        }
    }
}
