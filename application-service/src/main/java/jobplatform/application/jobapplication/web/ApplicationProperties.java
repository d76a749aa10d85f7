package jobplatform.application.jobapplication.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How applications are taken.
 *
 * @param perMinute how many from one address are taken a minute
 */
@ConfigurationProperties("jobplatform.applications")
record ApplicationProperties(@DefaultValue("60") int perMinute) {

    ApplicationProperties {
        if (perMinute < 1) {
            throw new IllegalArgumentException(
                    "Expected at least 1 for jobplatform.applications.per-minute but found " + perMinute);
        }
    }
}
