package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.console.password.PasswordHashes;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The command that makes the hash of a password. */
@Tag("fast")
class PasswordCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String input) {
        return PasswordHashes.run(
                null,
                new BufferedReader(new StringReader(input)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void writesTheHashOfTheLineThatItReads() {
        int code = run("correct horse\n");

        String hash = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(code).isZero();
        assertThat(hash).startsWith("{bcrypt}$2a$12$");
        assertThat(new BCryptPasswordEncoder().matches("correct horse", hash.substring("{bcrypt}".length())))
                .isTrue();
    }

    @Test
    void refusesAPasswordThatTheHashWouldCut() {
        int code = run("x".repeat(73));

        assertThat(code).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("Expected a password of 1 to 72 bytes but found one of 73.");
    }
}
