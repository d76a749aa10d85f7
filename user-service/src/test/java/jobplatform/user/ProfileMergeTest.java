package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A profile is changed by a merge patch (RFC 7396), where null removes. */
@Tag("broker")
class ProfileMergeTest extends UserServiceTestBase {

    private static final MediaType MERGE_PATCH = MediaType.valueOf("application/merge-patch+json");

    @Test
    void removesWhatIsNullAndKeepsWhatIsLeftOut() {
        UUID id = seekerWithAProfile();

        var answer = merge(id, "{\"location\": null, \"skills\": [\"Kotlin\"], \"jobSuggestions\": null}");

        answer.expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"3\"")
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(3)
                .jsonPath("$.fullName")
                .isEqualTo("Ada Lee")
                .jsonPath("$.skills")
                .isEqualTo(List.of("Kotlin"))
                .jsonPath("$.location")
                .doesNotExist()
                .jsonPath("$.jobSuggestions")
                .isEqualTo(false);
    }

    @Test
    void keepsWhatIsNullInPlainJson() {
        UUID id = seekerWithAProfile();

        var answer = send(MediaType.APPLICATION_JSON, id, "\"2\"", "{\"location\": null}");

        answer.expectStatus().isOk().expectBody().jsonPath("$.location").isEqualTo("Berlin");
    }

    @Test
    void leavesTheVersionWhenNothingChanges() {
        UUID id = seekerWithAProfile();

        merge(id, "{}").expectStatus().isOk().expectHeader().valueEquals("ETag", "\"2\"");
        merge(id, "{\"companyName\": null, \"fullName\": \"Ada Lee\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"");
    }

    @Test
    void removesNothingThatAUserMustHave() {
        UUID id = seekerWithAProfile();

        var answer = merge(id, "{\"username\": null, \"email\": \"none\", \"location\": null}");

        answer.expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("email: must be an e-mail address of at most 254 characters; username: must be given");
        http.get()
                .uri("/api/users/" + id)
                .exchange()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(2)
                .jsonPath("$.location")
                .isEqualTo("Berlin");
    }

    @Test
    void refusesAVersionThatIsNotCurrentHereAndInIfMatch() {
        UUID id = seekerWithAProfile();

        merge(id, "{\"version\": 1, \"location\": null}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("version: is 1, but the user is at version 2; read it again and repeat the change");
        send(MERGE_PATCH, id, "\"1\"", "{\"location\": null}").expectStatus().isEqualTo(412);
        merge(id, "{\"version\": 2, \"location\": null}").expectStatus().isOk();
    }

    @Test
    void isForTheUserAndNobodyElse() {
        UUID id = seekerWithAProfile();
        UUID other = seekerWithAProfile();

        send(anonymous, MERGE_PATCH, id, "*", "{\"location\": null}")
                .expectStatus()
                .isUnauthorized();
        send(as(tokens.of(other, "JOB_SEEKER")), MERGE_PATCH, id, "*", "{\"location\": null}")
                .expectStatus()
                .isNotFound();
        send(as(tokens.of(id, "JOB_SEEKER")), MERGE_PATCH, id, "*", "{\"fullName\": null}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.fullName")
                .doesNotExist()
                .jsonPath("$.location")
                .isEqualTo("Berlin");
    }

    @Test
    void namesWhatAPatchMayBe() {
        UUID id = seekerWithAProfile();

        String options = http.method(HttpMethod.OPTIONS)
                .uri("/api/users/" + id)
                .exchange()
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst("Accept-Patch");
        String refusal = send(MediaType.valueOf("application/json-patch+json"), id, "\"2\"", "[]")
                .expectStatus()
                .isEqualTo(415)
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst("Accept-Patch");

        assertThat(MediaType.parseMediaTypes(options))
                .containsExactlyInAnyOrder(MediaType.APPLICATION_JSON, MERGE_PATCH);
        assertThat(MediaType.parseMediaTypes(refusal))
                .containsExactlyInAnyOrder(MediaType.APPLICATION_JSON, MERGE_PATCH);
    }

    private UUID seekerWithAProfile() {
        String name = newName("merged");
        UUID id = register(Map.of("username", name, "email", name + "@example.com", "password", "correct horse"));
        patch(
                        "/api/users/" + id,
                        Map.of(
                                "fullName",
                                "Ada Lee",
                                "skills",
                                List.of("Java", "PostgreSQL"),
                                "location",
                                "Berlin",
                                "jobSuggestions",
                                true))
                .expectStatus()
                .isOk();
        return id;
    }

    private RestTestClient.ResponseSpec merge(UUID id, String patch) {
        return send(MERGE_PATCH, id, "*", patch);
    }

    private RestTestClient.ResponseSpec send(MediaType type, UUID id, String ifMatch, String patch) {
        return send(http, type, id, ifMatch, patch);
    }

    private static RestTestClient.ResponseSpec send(
            RestTestClient caller, MediaType type, UUID id, String ifMatch, String patch) {
        return caller.patch()
                .uri("/api/users/" + id)
                .header("If-Match", ifMatch)
                .contentType(type)
                .body(patch)
                .exchange();
    }
}
