package jobplatform.user.access;

import dev.avenant.service.AddressRateLimit;
import dev.avenant.service.TooManyRequestsException;
import org.springframework.stereotype.Component;

/** Bounds how often one address tries to sign in under one name, and under all names together. */
@Component
class SignInAttempts {

    private static final int NAMES = 10;
    private static final String REFUSAL =
            "There were too many attempts to sign in from this address; try again in a minute";

    private final AddressRateLimit perName;
    private final AddressRateLimit perAddress;

    SignInAttempts(TokenProperties properties) {
        perName = AddressRateLimit.perMinute(properties.attempts(), REFUSAL);
        perAddress = AddressRateLimit.perMinute(properties.attempts() * NAMES, REFUSAL);
    }

    /**
     * Counts an attempt.
     *
     * @throws TooManyRequestsException if it is one too many
     */
    void count(String address, String username) {
        perAddress.count(address);
        perName.count(address, username);
    }
}
