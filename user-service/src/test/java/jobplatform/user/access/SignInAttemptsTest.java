package jobplatform.user.access;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.service.TooManyRequestsException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often who may try; the limits are those of the settings' defaults. */
@Tag("fast")
class SignInAttemptsTest {

    private final SignInAttempts attempts = new SignInAttempts(new TokenProperties(
            "issuer",
            "audience",
            Duration.ofMinutes(1),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofMinutes(1),
            10));

    @Test
    void boundsWhatOneAddressTriesUnderAllNames() {
        for (int attempt = 0; attempt < 100; attempt++) {
            attempts.count("192.0.2.1", "name-" + attempt);
        }

        assertThatThrownBy(() -> attempts.count("192.0.2.1", "another")).isInstanceOf(TooManyRequestsException.class);
        assertThatNoException().isThrownBy(() -> attempts.count("192.0.2.2", "another"));
    }

    @Test
    void boundsWhatOneAddressTriesUnderOneName() {
        for (int attempt = 0; attempt < 10; attempt++) {
            attempts.count("192.0.2.1", "ada");
        }

        assertThatThrownBy(() -> attempts.count("192.0.2.1", "ada")).isInstanceOf(TooManyRequestsException.class);
        assertThatNoException().isThrownBy(() -> attempts.count("192.0.2.2", "ada"));
    }
}
