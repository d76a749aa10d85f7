package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.crypto.password.PasswordEncoder;

@Tag("fast")
@ExtendWith(OutputCaptureExtension.class)
class PasswordPropertiesTest {

    @Test
    void hashesAsDearlyAsItSaysAndKnowsWhatWasHashedOtherwise() {
        // Given
        PasswordEncoder cheap = new PasswordProperties(4).encoder();
        PasswordEncoder dear = new PasswordProperties(10).encoder();

        // When
        String hash = String.valueOf(dear.encode("correct horse"));

        // Then
        assertThat(hash).startsWith("{bcrypt}$2a$10$");
        assertThat(cheap.encode("correct horse")).startsWith("{bcrypt}$2a$04$");
        assertThat(cheap.matches("correct horse", hash)).isTrue();
        assertThat(cheap.matches("battery staple", hash)).isFalse();
        assertThat(cheap.matches("battery staple", "{noop}battery staple")).isTrue();
    }

    @Test
    void warnsWhenPasswordsAreSoonGuessed(CapturedOutput output) {
        // When
        new PasswordProperties(10).encoder();
        String ofTen = output.getAll();
        new PasswordProperties(9).encoder();

        // Then
        assertThat(ofTen).doesNotContain("guessed");
        assertThat(output.getAll())
                .contains("Passwords are hashed so cheaply that they are soon guessed: for measurements alone, not for"
                        + " people. Leave PASSWORD_HASH_STRENGTH out");
    }

    @Test
    void takesNoStrengthThatNoHashHas() {
        assertThatThrownBy(() -> new PasswordProperties(3))
                .hasMessage("Expected 4 to 20 for jobplatform.passwords.strength (PASSWORD_HASH_STRENGTH) but found 3");
        assertThatThrownBy(() -> new PasswordProperties(21))
                .hasMessage(
                        "Expected 4 to 20 for jobplatform.passwords.strength (PASSWORD_HASH_STRENGTH) but found 21");
    }
}
