package jobplatform.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * Two processes share a topic, and what happens to one of them happens while it takes over what the other one had, or gives
 * back what is the other one's: the other one is killed, or comes back, at that moment.
 *
 * @param time how long it is frozen; the other one has come back before that
 */
record HandoverFault(FailPoint point, AimedFault.Kind kind, Duration time) implements Fault {

    private static final String PROCESS = "job-service";
    private static final String OTHER = PlatformDefinition.SECOND_JOB_SERVICE;
    private static final Duration SHARED_WITHIN = Duration.ofMinutes(3);
    private static final String HOLDERS = "SELECT count(DISTINCT holder) FROM avenant.outbox_lease WHERE topic = '"
            + Platform.JOB_EVENTS + "' AND expires_at > clock_timestamp()";
    private static final String HAS_ALL =
            "SELECT count(*) FROM (SELECT holder FROM avenant.outbox_lease WHERE topic = '" + Platform.JOB_EVENTS
                    + "' AND expires_at > clock_timestamp() GROUP BY holder HAVING count(*) = 16) AS one";

    @Override
    public Set<String> victims() {
        return Set.of(PROCESS, OTHER, "kafka", "postgres", "job-service>kafka", "job-service>postgres");
    }

    @Override
    public void happenTo(Platform platform) throws Exception {
        AimedFault aimed = new AimedFault(point, kind, List.of(PROCESS), 0, time);
        if (point.isOfATakeover()) {
            await(platform, HOLDERS, 2);
            var unused = aimed.strike(platform, () -> platform.kill(OTHER), () -> {
                if (kind == AimedFault.Kind.FREEZE) {
                    platform.bringUp(OTHER);
                }
            });
        } else {
            platform.stack().stop(OTHER);
            await(platform, HAS_ALL, 1);
            var unused = aimed.strike(platform, () -> platform.bringUp(OTHER));
        }
        platform.bringUp(PROCESS);
        platform.bringUp(OTHER);
    }

    private static void await(Platform platform, String count, long expected) {
        Awaitility.await()
                .atMost(SHARED_WITHIN)
                .ignoreException(SQLException.class)
                .until(() -> platform.number("job_service", count) == expected);
    }

    @Override
    public String toString() {
        String what = kind + " " + PROCESS + " " + point;
        return kind == AimedFault.Kind.FREEZE ? what + " for " + time.toSeconds() + " s" : what;
    }
}
