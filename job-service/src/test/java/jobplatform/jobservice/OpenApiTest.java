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
                .isEqualTo(List.of("308", "400", "401", "404", "409", "413", "422", "503"))
                .jsonPath("$.paths['/api/jobs'].post.security[0].accessToken")
                .exists()
                .jsonPath("$.paths['/api/jobs'].post.responses['403'].description")
                .isEqualTo("Not allowed to this user, or without the role EMPLOYER")
                .jsonPath("$.paths['/api/jobs'].get.security")
                .doesNotExist()
                .jsonPath("$.paths['/api/jobs/{id}'].get.parameters[*].name")
                .isEqualTo("id")
                .jsonPath("$.components.securitySchemes.accessToken.scheme")
                .isEqualTo("bearer")
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
