package dev.avenant.console;

import static dev.avenant.console.SignInTest.ADAS;
import static dev.avenant.console.SignInTest.BOBS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Passwords are not guessed, and nobody is kept out by who guesses. */
@Tag("fast")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.registry-url=http://localhost:1",
            "avenant.console.bootstrap-servers=localhost:1",
            "avenant.console.timeout=300ms"
        })
class SignInLimitTest {

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void users(DynamicPropertyRegistry properties) {
        LocalUser.add(properties, LocalUser.of("ada", ADAS, "role=admin"), LocalUser.of("bob", BOBS, "role=admin"));
    }

    @Test
    void fewPasswordsAreTriedInAMinuteAndWhoeverSignedInBeforeStillMay() {
        Visitor.of(port).signedIn("ada", ADAS);
        for (int attempt = 0; attempt < 4; attempt++) {
            assertThat(Visitor.of(port).signIn("ada", "guess " + attempt).place())
                    .isEqualTo("/sign-in?problem=wrong");
        }

        Visitor.Answer oneMore = Visitor.of(port).signIn("ada", "guess");

        assertThat(oneMore.place()).isEqualTo("/sign-in?problem=limit");
        assertThat(oneMore.text()).contains("Too many attempts from where you are.");
        assertThat(Visitor.of(port).signIn("ada", ADAS).place()).isEqualTo("/");
        assertThat(Visitor.of(port).signIn("bob", BOBS).place()).isEqualTo("/");
    }

    @Test
    void manyNamesAreNoWayAroundTheLimit() {
        for (int attempt = 0; attempt < 25; attempt++) {
            Visitor.of(port).signIn("name " + attempt, "guess");
        }

        assertThat(Visitor.of(port).signIn("bob", BOBS).place()).isEqualTo("/sign-in?problem=limit");
    }
}
