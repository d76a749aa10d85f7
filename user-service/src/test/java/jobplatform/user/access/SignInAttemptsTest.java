package jobplatform.user.access;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often who may try; the limits are those of the settings' defaults. */
@Tag("fast")
class SignInAttemptsTest {

    private final SignInAttempts attempts = new SignInAttempts(new TokenProperties(
            "issuer", "audience", Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofDays(1), 10));

    @Test
    void boundsWhatOneAddressTriesUnderAllNames() {
        for (int attempt = 0; attempt < 100; attempt++) {
            attempts.count("192.0.2.1", "name-" + attempt);
        }

        assertThatThrownBy(() -> attempts.count("192.0.2.1", "another")).isInstanceOf(TooManyAttemptsException.class);
        assertThatNoException().isThrownBy(() -> attempts.count("192.0.2.2", "another"));
    }

    @Test
    void doesNotCareForCapitals() {
        for (int attempt = 0; attempt < 10; attempt++) {
            attempts.count("192.0.2.1", attempt % 2 == 0 ? "ada" : "ADA");
        }

        assertThatThrownBy(() -> attempts.count("192.0.2.1", "Ada")).isInstanceOf(TooManyAttemptsException.class);
    }

    @Test
    void keepsNobodyOutWhoTriesFromElsewhere() {
        for (int attempt = 0; attempt < 10; attempt++) {
            attempts.count("192.0.2.1", "ada");
        }

        assertThatNoException().isThrownBy(() -> attempts.count("192.0.2.2", "ada"));
    }

    @Test
    void takesANetworkOfIpv6ForOneAddressSinceWhoHasOneHasThemAll() {
        for (int attempt = 0; attempt < 10; attempt++) {
            attempts.count("2001:db8:1:2:0:0:0:" + attempt, "ada");
        }

        assertThatThrownBy(() -> attempts.count("2001:db8:1:2:ffff::1", "ada"))
                .isInstanceOf(TooManyAttemptsException.class);
        assertThatNoException().isThrownBy(() -> attempts.count("2001:db8:1:3::1", "ada"));
    }
}
