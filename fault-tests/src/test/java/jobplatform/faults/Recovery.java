package jobplatform.faults;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long it takes until all is as before. */
final class Recovery {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);
    /** So many that all partitions are among theirs. */
    private static final int USERS = 8;

    private static final int JOBS = 4;

    private Recovery() {}

    /** Waits until writes that are begun from now on are acknowledged and have had their effects. */
    static Duration measure(Platform platform) {
        Instant begin = Instant.now();
        awaitEffects(platform, Flow.USERS, begin, USERS);
        awaitEffects(platform, Flow.JOBS, begin, JOBS);
        return Duration.between(begin, Instant.now());
    }

    private static void awaitEffects(Platform platform, Flow flow, Instant begin, int count) {
        await().atMost(LONGEST)
                .pollInterval(LOOK)
                .until(() -> platform.history().begunAfter(flow, begin).size() >= count);
        List<Version> versions = platform.history().begunAfter(flow, begin).subList(0, count);
        await().atMost(LONGEST)
                .pollInterval(LOOK)
                // A database that has just come back may refuse the first connections.
                .ignoreException(SQLException.class)
                .until(() -> platform.haveEffects(flow, versions));
    }
}
