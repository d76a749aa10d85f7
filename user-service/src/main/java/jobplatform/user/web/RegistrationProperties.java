package jobplatform.user.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How registrations are taken.
 *
 * @param perMinute how many of one address are taken a minute
 */
@ConfigurationProperties("jobplatform.registrations")
record RegistrationProperties(@DefaultValue("60") int perMinute) {

    RegistrationProperties {
        if (perMinute < 1) {
            throw new IllegalArgumentException(
                    "Expected at least 1 for jobplatform.registrations.per-minute but found " + perMinute);
        }
    }
}
