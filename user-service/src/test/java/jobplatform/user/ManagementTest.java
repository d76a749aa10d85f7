package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service tells whoever watches it, and what it does not. */
@Tag("process")
class ManagementTest extends UserServiceTestBase {

    @Test
    void givesPrometheusItsMetricsAndNoSecrets() {
        String metrics = read("/actuator/prometheus");

        assertThat(metrics)
                .contains("avenant_outbox_size", "avenant_outbox_age_seconds")
                .contains("jvm_memory_used_bytes", "hikaricp_connections_active", "kafka_consumer_")
                .doesNotContain("jdbc:postgresql", "correct horse", "bcrypt");
    }

    @Test
    void listsItsMetricsByName() {
        assertThat(read("/actuator/metrics")).contains("\"avenant.outbox.size\"", "\"jvm.memory.used\"");
    }

    @Test
    void saysWhetherItTakesRequestsApartFromWhetherAllIsWell() {
        assertThat(read("/actuator/health/readiness")).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "configprops", "beans", "heapdump", "threaddump", "loggers", "shutdown"})
    void keepsEverythingElseToItself(String endpoint) {
        http.get().uri("/actuator/" + endpoint).exchange().expectStatus().isNotFound();
    }

    private String read(String path) {
        return String.valueOf(http.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
