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
