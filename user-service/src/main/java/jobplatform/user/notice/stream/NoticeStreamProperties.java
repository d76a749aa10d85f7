package jobplatform.user.notice.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How notices are streamed, by each process of the service.
 *
 * @param max how many streams are open at most
 * @param maxPerUser how many of them one user has at most
 * @param pollInterval how often the database is asked for new notices of all users with streams
 * @param heartbeat after how long without a notice something is sent, so that whoever is between sees a living
 *     connection and this service sees a dead one
 */
@ConfigurationProperties("jobplatform.notification-streams")
record NoticeStreamProperties(
        @DefaultValue("1000") int max,
        @DefaultValue("5") int maxPerUser,
        @DefaultValue("200ms") Duration pollInterval,
        @DefaultValue("15s") Duration heartbeat) {

    NoticeStreamProperties {
        requireAtLeastOne("max", max);
        requireAtLeastOne("max-per-user", maxPerUser);
        requirePositive("poll-interval", pollInterval);
        requirePositive("heartbeat", heartbeat);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "Expected at least 1 for jobplatform.notification-streams." + name + " but found " + value);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "Expected more than nothing for jobplatform.notification-streams." + name + " but found " + value);
        }
    }
}
