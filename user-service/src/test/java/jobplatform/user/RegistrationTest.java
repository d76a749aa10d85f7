package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@Tag("broker")
class RegistrationTest extends UserServiceTestBase {

    @Autowired
    private JdbcClient database;

    @Test
    void answersTheUserAndWhereItIs() {
        String name = newName("acme");

        var answer = post("/api/users", """
                {"username":"%s","email":"hr@%s.example","password":"correct horse","userType":"EMPLOYER",
                 "fullName":"Ada Boss","companyName":"Acme Ltd"}
                """.formatted(name, name));

        String location = answer.expectStatus()
                .isCreated()
                .returnResult()
                .getResponseHeaders()
                .getFirst("Location");
        http.get()
                .uri(String.valueOf(location))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(String.valueOf(location).substring("/api/users/".length()))
                .jsonPath("$.version")
                .isEqualTo(1)
                .jsonPath("$.username")
                .isEqualTo(name)
                .jsonPath("$.email")
                .isEqualTo("hr@" + name + ".example")
                .jsonPath("$.userType")
                .isEqualTo("EMPLOYER")
                .jsonPath("$.fullName")
                .isEqualTo("Ada Boss")
                .jsonPath("$.companyName")
                .isEqualTo("Acme Ltd")
                .jsonPath("$.password")
                .doesNotExist()
                .jsonPath("$.passwordHash")
                .doesNotExist();
    }

    @Test
    void registersOnceAUserWhoseRequestComesTwice() {
        // Given
        String name = newName("twice");
        String key = UUID.randomUUID().toString();

        // When
        var first = registerWithKey(name, key);
        var second = registerWithKey(name, key);

        // Then
        first.expectStatus().isCreated();
        second.expectStatus().isCreated().expectHeader().valueEquals("Idempotency-Replayed", "true");
        assertThat(second.expectBody(String.class).returnResult().getResponseBody())
                .isEqualTo(first.expectBody(String.class).returnResult().getResponseBody());
        assertThat(database.sql("select count(*) from users where username = ?")
                        .param(name)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private RestTestClient.ResponseSpec registerWithKey(String name, String key) {
        return http.post()
                .uri("/api/users")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", key)
                .body(registration(name, "correct horse"))
                .exchange();
    }

    @Test
    void takesAJobSeekerAtAnAddressWithALastSlash() {
        String name = newName("testuser");

        var answer = post("/api/users/", registration(name, "testpass"));

        answer.expectStatus().isCreated().expectBody().jsonPath("$.userType").isEqualTo("JOB_SEEKER");
    }

    @Test
    void keepsAHashOfThePasswordAlone() {
        String name = newName("hashed");

        UUID id = register(registration(name, "correct horse"));

        assertThat(database.sql("select password_hash from users where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}$2a$10$")
                .doesNotContain("correct horse");
    }

    @Test
    void refusesAUsernameThatIsTakenWhateverItsCase() {
        String name = newName("taken");
        register(registration(name, "correct horse"));

        var answer = post(
                "/api/users",
                Map.of(
                        "username",
                        name.toUpperCase(Locale.ROOT),
                        "email",
                        "other-" + name + "@example.com",
                        "password",
                        "correct horse"));

        answer.expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("username: belongs to another user")
                .jsonPath("$.errors[0].field")
                .isEqualTo("username")
                .jsonPath("$.instance")
                .isEqualTo("/api/users");
    }

    /** Whoever asks learns nothing of whether an address is known here. */
    @Test
    void takesAnEmailOfSomebodyElseAsAnyOther() {
        String address = newName("mail") + "@example.com";
        Map<String, String> first = Map.of("username", newName("first"), "email", address, "password", "correct horse");
        Map<String, String> second = Map.of(
                "username", newName("second"), "email", address.toUpperCase(Locale.ROOT), "password", "correct horse");
        UUID other = register(registration(newName("other"), "correct horse"));

        post("/api/users", first).expectStatus().isCreated();
        post("/api/users", second).expectStatus().isCreated();
        patch("/api/users/" + other, Map.of("email", address))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.email")
                .isEqualTo(address);
    }

    @Test
    void takesAPasswordOf72BytesAndRefusesOneMore() {
        String longest = "ö".repeat(36);

        var accepted = post("/api/users", registration(newName("long"), longest));
        var refused = post("/api/users", registration(newName("longer"), longest + "x"));

        accepted.expectStatus().isCreated();
        refused.expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("password: must have at least 8 characters and at most 72 bytes in UTF-8");
    }

    private static Map<String, String> registration(String name, String password) {
        return Map.of("username", name, "email", name + "@example.com", "password", password);
    }
}
