package jobplatform.notification.suggestion;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are suggested.
 *
 * @param maxPerDay of how many jobs one user is told in 24 hours at most
 * @param jobServiceUrl where recipients reach job-service, for the link to the job
 */
@ConfigurationProperties("jobplatform.suggestions")
record SuggestionProperties(
        @DefaultValue("5") int maxPerDay,
        @DefaultValue("http://localhost:8002") URI jobServiceUrl) {

    SuggestionProperties {
        if (maxPerDay < 1) {
            throw new IllegalArgumentException(
                    "Expected at least 1 for jobplatform.suggestions.max-per-day but found " + maxPerDay);
        }
        if (!jobServiceUrl.isAbsolute() || jobServiceUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "Expected an absolute URL without a slash at its end for jobplatform.suggestions.job-service-url"
                            + " but found " + jobServiceUrl);
        }
    }
}
