package jobplatform.application;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class OpenApiTest extends ApplicationServiceTestBase {

    @Test
    void describesTheApiToProgramsAndPeople() {
        get("/v3/api-docs")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/api/jobs/{jobId}/applications'].post.summary")
                .isEqualTo("Apply for a job")
                .jsonPath("$.paths['/api/jobs/{jobId}/applications'].post.responses['201']")
                .exists()
                .jsonPath("$.paths['/api/jobs/{jobId}/applications'].post.responses['200']")
                .doesNotExist()
                .jsonPath("$.paths['/api/applications/{id}/status'].put.summary")
                .isEqualTo("Shortlist, accept, reject or withdraw an application");
        get("/swagger-ui/index.html").expectStatus().isOk();
    }

    @Test
    void tellsThatTheServiceIsWell() {
        get("/actuator/health")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP");
    }
}
