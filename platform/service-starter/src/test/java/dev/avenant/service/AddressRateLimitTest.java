package dev.avenant.service;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class AddressRateLimitTest {

    private final AddressRateLimit limit = AddressRateLimit.perMinute(10, "Not so often");

    @Test
    void refusesWhatIsOneTooMany() {
        count(10, "192.0.2.1", "");

        assertThatThrownBy(() -> limit.count("192.0.2.1"))
                .isInstanceOf(TooManyRequestsException.class)
                .hasMessage("Not so often");
    }

    @Test
    void keepsNobodyOutWhoAsksFromElsewhereOrAboutSomebodyElse() {
        count(10, "192.0.2.1", "ada");

        assertThatNoException().isThrownBy(() -> limit.count("192.0.2.2", "ada"));
        assertThatNoException().isThrownBy(() -> limit.count("192.0.2.1", "bob"));
    }

    @Test
    void doesNotCareForCapitals() {
        count(5, "192.0.2.1", "ada");
        count(5, "192.0.2.1", "ADA");

        assertThatThrownBy(() -> limit.count("192.0.2.1", "Ada")).isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void takesANetworkOfIpv6ForOneAddressSinceWhoHasOneHasThemAll() {
        for (int request = 0; request < 10; request++) {
            limit.count("2001:db8:1:2:0:0:0:" + request);
        }

        assertThatThrownBy(() -> limit.count("2001:db8:1:2:ffff::1")).isInstanceOf(TooManyRequestsException.class);
        assertThatNoException().isThrownBy(() -> limit.count("2001:db8:1:3::1"));
    }

    @Test
    void takesAnAddressOfIpv4ForTheSameHoweverItIsWritten() {
        count(5, "192.0.2.1", "");
        count(5, "::ffff:192.0.2.1", "");

        assertThatThrownBy(() -> limit.count("192.0.2.1")).isInstanceOf(TooManyRequestsException.class);
        assertThatNoException().isThrownBy(() -> limit.count("::ffff:192.0.2.2"));
    }

    private void count(int requests, String address, String name) {
        for (int request = 0; request < requests; request++) {
            limit.count(address, name);
        }
    }
}
