package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@Tag("broker")
class ProfileTest extends UserServiceTestBase {

    @Test
    void changesWhatIsGivenAndKeepsTheRest() {
        String name = newName("patch");
        UUID id = registerEmployer(name);

        var answer = patch("/api/users/" + id, Map.of("fullName", "Ada Boss"));

        answer.expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.fullName")
                .isEqualTo("Ada Boss")
                .jsonPath("$.username")
                .isEqualTo(name)
                .jsonPath("$.version")
                .isEqualTo(2);
    }

    @Test
    void replacesTheWholeProfileOfTheVersionThatWasRead() {
        String name = newName("put");
        UUID id = registerEmployer(name);
        patch("/api/users/" + id, Map.of("fullName", "Ada Boss"));

        var answer = put("/api/users/" + id, Map.of("version", 2, "username", name, "email", name + "@new.example"));

        answer.expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.email")
                .isEqualTo(name + "@new.example")
                .jsonPath("$.fullName")
                .doesNotExist()
                .jsonPath("$.version")
                .isEqualTo(3);
    }

    @Test
    void refusesAChangeToAnOutdatedVersion() {
        UUID id = registerEmployer(newName("outdated"));
        patch("/api/users/" + id, Map.of("fullName", "Ada Boss"));

        var answer = patch("/api/users/" + id, Map.of("version", 1, "fullName", "Somebody Else"));

        answer.expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("version: is 1, but the user is at version 2; read it again and repeat the change");
    }

    @Test
    void changesOnlyWhatIfMatchNames() {
        String name = newName("tagged");
        UUID id = registerEmployer(name);
        Map<String, Object> profile = Map.of("username", name, "email", name + "@new.example");

        http.get().uri("/api/users/" + id).exchange().expectHeader().valueEquals("ETag", "\"1\"");
        ifMatch(HttpMethod.PUT, id, "\"1\"", profile)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"");
        List.of(HttpMethod.PUT, HttpMethod.PATCH)
                .forEach(method -> ifMatch(method, id, "\"1\"", profile)
                        .expectStatus()
                        .isEqualTo(412)
                        .expectBody()
                        .jsonPath("$.detail")
                        .isEqualTo(
                                "If-Match does not name the user's ETag, which is \"2\"; read it again and repeat the"
                                        + " change"));
        ifMatch(HttpMethod.PATCH, id, "\"2\"", Map.of("fullName", "Ada Boss"))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"3\"");
        delete(id, "\"2\"").expectStatus().isEqualTo(412);
        http.get()
                .uri("/api/users/" + id)
                .header("If-None-Match", "\"3\"")
                .exchange()
                .expectStatus()
                .isNotModified();
        delete(id, "\"3\"").expectStatus().isNoContent();
    }

    @Test
    void replacesNothingWhenNobodySaysWhichVersion() {
        String name = newName("versionless");
        UUID id = registerEmployer(name);

        var answer = put("/api/users/" + id, Map.of("username", name, "email", name + "@new.example"));

        answer.expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("version: must be given: the version that was read, here or as If-Match");
    }

    private RestTestClient.ResponseSpec ifMatch(HttpMethod method, UUID id, String tag, Map<String, Object> body) {
        return http.method(method)
                .uri("/api/users/" + id)
                .header("If-Match", tag)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private RestTestClient.ResponseSpec delete(UUID id, String tag) {
        return http.delete().uri("/api/users/" + id).header("If-Match", tag).exchange();
    }

    @Test
    void leavesTheVersionWhenNothingChanges() {
        UUID id = registerEmployer(newName("same"));
        patch("/api/users/" + id, Map.of("fullName", "Ada Boss"));

        var answer = patch("/api/users/" + id, Map.of("fullName", "Ada Boss"));

        answer.expectStatus().isOk().expectBody().jsonPath("$.version").isEqualTo(2);
    }

    @Test
    void refusesAUsernameOfSomebodyElse() {
        String other = newName("other");
        registerEmployer(other);
        UUID id = registerEmployer(newName("me"));

        var answer = patch("/api/users/" + id, Map.of("username", other));

        answer.expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("username: belongs to another user");
    }

    @Test
    void forgetsADeletedUser() {
        String name = newName("gone");
        UUID id = registerEmployer(name);

        http.delete().uri("/api/users/" + id).exchange().expectStatus().isNoContent();

        http.get()
                .uri("/api/users/" + id)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("There is no user " + id);
        assertThat(registerEmployer(name)).isNotEqualTo(id);
    }

    @Test
    void listsUsersPageByPage() {
        registerEmployer(newName("first"));
        registerEmployer(newName("second"));

        var answer = http.get().uri("/api/users?page=1&size=1").exchange();

        answer.expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.page")
                .isEqualTo(1)
                .jsonPath("$.size")
                .isEqualTo(1)
                .jsonPath("$.items[0].passwordHash")
                .doesNotExist();
    }

    @Test
    void countsEveryOneOfManyChangesAtOnce() throws Exception {
        UUID id = registerEmployer(newName("busy"));
        List<Callable<Object>> changes = IntStream.range(0, 16)
                .<Callable<Object>>mapToObj(n -> () -> patch("/api/users/" + id, Map.of("fullName", "Name " + n))
                        .expectStatus()
                        .isOk())
                .toList();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            for (Future<Object> change : callers.invokeAll(changes)) {
                change.get();
            }
        } finally {
            callers.shutdownNow();
        }

        var answer = http.get().uri("/api/users/" + id).exchange();

        answer.expectBody().jsonPath("$.version").isEqualTo(17);
    }
}
