package jobplatform.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class OpenApiTest extends SearchServiceTestBase {

    @Test
    void describesTheApiToProgramsAndPeople() {
        get("/v3/api-docs")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/api/search/jobs'].get.summary")
                .isEqualTo("Search the open jobs")
                .jsonPath("$.paths['/api/search/jobs'].get.parameters[?(@.name == 'currency')].example")
                .isEqualTo("EUR");
        get("/swagger-ui/index.html").expectStatus().isOk();
    }

    @Test
    void tellsThatTheServiceIsWell() {
        get("/actuator/health")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.components.searchIndex.status")
                .isEqualTo("UP");
    }

    @Test
    void givesPrometheusItsMetrics() {
        String metrics = get("/actuator/prometheus")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(metrics).contains("jvm_memory_used_bytes", "hikaricp_connections_active", "kafka_consumer_");
    }
}
