package jobplatform.user;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class OpenApiTest extends UserServiceTestBase {

    @Test
    void describesTheApiToProgramsAndPeople() {
        http.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/api/users'].post.responses['201']")
                .exists()
                .jsonPath("$.paths['/api/users'].post.responses['200']")
                .doesNotExist()
                .jsonPath("$.paths['/api/users/{userId}/notifications/stream'].get.responses['200'].content.keys()")
                .isEqualTo(List.of("text/event-stream"))
                .jsonPath("$.paths['/api/users/{id}/employer-statistics'].get.summary")
                .isEqualTo("Read an employer's figures");
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
