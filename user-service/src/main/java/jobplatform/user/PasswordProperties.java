package jobplatform.user;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * How passwords are kept.
 *
 * @param strength the cost of a bcrypt hash, from {@value #LEAST} to {@value #MOST}: one more takes twice the time, of whoever
 *     guesses too. A hash says its own cost, so a change concerns the passwords that are set from then on.
 */
@ConfigurationProperties("jobplatform.passwords")
record PasswordProperties(@DefaultValue("10") int strength) {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordProperties.class);
    private static final int LEAST = 4;
    private static final int MOST = 20;
    private static final int WEAK = 9;
    private static final String ID = "bcrypt";

    PasswordProperties {
        if (strength < LEAST || strength > MOST) {
            throw new IllegalArgumentException("Expected " + LEAST + " to " + MOST
                    + " for jobplatform.passwords.strength (PASSWORD_HASH_STRENGTH) but found " + strength);
        }
    }

    PasswordEncoder encoder() {
        if (strength <= WEAK) {
            LOG.atWarn()
                    .addKeyValue("strength", strength)
                    .log("Passwords are hashed so cheaply that they are soon guessed: for measurements alone, not for"
                            + " people. Leave PASSWORD_HASH_STRENGTH out");
        }
        DelegatingPasswordEncoder encoder =
                new DelegatingPasswordEncoder(ID, Map.of(ID, new BCryptPasswordEncoder(strength)));
        encoder.setDefaultPasswordEncoderForMatches(PasswordEncoderFactories.createDelegatingPasswordEncoder());
        return encoder;
    }
}
