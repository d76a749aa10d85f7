package jobplatform.notification.mail;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How e-mails are written and sent; where the mail server is, {@code spring.mail} says.
 *
 * @param from the address that e-mails come from
 * @param fromName the name beside that address
 * @param baseUrl where recipients reach this service, for the links that end a kind of e-mail
 * @param pollInterval how often it looks for e-mails that wait
 * @param pauseWhenAway after how long a mail server that was away is tried again
 * @param firstRetry after how long an e-mail is tried again that the mail server put off; twice as long each time
 * @param longestRetry the longest such time
 * @param giveUpAfter how old an e-mail may become that does not go out
 * @param unknownAfter after how long nobody is taken to be sending any more what is being sent; longer than any attempt
 */
@ConfigurationProperties("jobplatform.mail")
record MailProperties(
        @DefaultValue("no-reply@jobplatform.example") String from,
        @DefaultValue("Job Platform") String fromName,
        @DefaultValue("http://localhost:8003") URI baseUrl,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("5s") Duration pauseWhenAway,
        @DefaultValue("1m") Duration firstRetry,
        @DefaultValue("1h") Duration longestRetry,
        @DefaultValue("5d") Duration giveUpAfter,
        @DefaultValue("5m") Duration unknownAfter) {

    MailProperties {
        requirePositive("poll-interval", pollInterval);
        requirePositive("pause-when-away", pauseWhenAway);
        requirePositive("first-retry", firstRetry);
        requirePositive("longest-retry", longestRetry);
        requirePositive("give-up-after", giveUpAfter);
        requirePositive("unknown-after", unknownAfter);
        if (!baseUrl.isAbsolute() || baseUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "Expected an absolute URL without a slash at its end for jobplatform.mail.base-url but found "
                            + baseUrl);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "Expected more than nothing for jobplatform.mail." + name + " but found " + value);
        }
    }
}
