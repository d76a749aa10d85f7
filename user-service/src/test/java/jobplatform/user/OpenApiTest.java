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
    void describesBothKindsOfPatchAsOneOperation() {
        http.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectBody()
                .jsonPath("$.paths['/api/users/{id}'].patch.requestBody.content['application/json'].schema['$ref']")
                .isEqualTo("#/components/schemas/ProfilePatch")
                .jsonPath("$.paths['/api/users/{id}'].patch.requestBody.content['application/merge-patch+json']"
                        + ".schema['$ref']")
                .isEqualTo("#/components/schemas/ProfilePatch")
                .jsonPath("$.paths['/api/users/{id}'].patch.operationId")
                .isEqualTo("change")
                .jsonPath("$.paths['/api/users/{id}'].patch.responses['409'].description")
                .isEqualTo("The user is no longer at that version, or the username is taken")
                .jsonPath("$.paths['/api/users/{id}'].patch.security.length()")
                .isEqualTo(1)
                .jsonPath("$.components.schemas.ProfileReplacement.required.length()")
                .isEqualTo(2)
                .jsonPath("$.components.schemas.ProfilePatch.required")
                .doesNotExist();
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
