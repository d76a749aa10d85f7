package jobplatform.jobservice;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class OpenApiTest extends JobServiceTestBase {

    @Test
    void describesTheApiToProgramsAndPeople() {
        http.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/api/jobs'].post.responses['201']")
                .exists()
                .jsonPath("$.paths['/api/jobs'].post.responses['200']")
                .doesNotExist()
                .jsonPath("$.paths['/api/jobs/{jobId}/applications'].post.responses.keys()")
                .isEqualTo(List.of("308"))
                .jsonPath("$.paths['/api/jobs/{jobId}/applications'].get.summary")
                .isEqualTo("List a job's applications, page by page");
        http.get().uri("/swagger-ui/index.html").exchange().expectStatus().isOk();
    }

    @Test
    void tellsThatTheServiceIsWell() {
        http.get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP");
    }
}
