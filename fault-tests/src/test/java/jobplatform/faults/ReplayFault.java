package jobplatform.faults;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Good events become dead letters, and the process that replays them fails in the middle; then all that are left are
 * replayed.
 *
 * @param letters how many at least
 * @param time how long the process is frozen
 */
record ReplayFault(AimedFault.Kind kind, int letters, Duration time) implements Fault {

    private static final String PROCESS = "job-service";
    /** Any process of the group may be the one that goes on with what was begun at another. */
    private static final List<String> PROCESSES = List.of(PROCESS, PlatformDefinition.SECOND_JOB_SERVICE);

    /** So few that each is sent alone, and there is a middle. */
    private static final int LETTERS_PER_SECOND = 2;

    private static final Duration SETTLED = Duration.ofMinutes(3);
    private static final String OF_GOOD_EVENTS =
            "SELECT count(*) FROM avenant.dead_letters WHERE category LIKE 'HANDLER%' AND state ";

    @Override
    public Set<String> victims() {
        return Set.of(PROCESS, PlatformDefinition.SECOND_JOB_SERVICE, "user-service", "postgres", "kafka", "registry");
    }

    @Override
    public void happenTo(Platform platform) throws Exception {
        long before = platform.number("job_service", OF_GOOD_EVENTS + "= 'open'");
        for (int number = 0; number < letters; number++) {
            await().atMost(SETTLED)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> registerRefused(platform));
        }
        await().atMost(SETTLED)
                .ignoreExceptions()
                .until(() -> platform.number("job_service", OF_GOOD_EVENTS + "= 'open'") >= before + letters);
        platform.execute("job_service", "DELETE FROM refused");
        AimedFault aimed = new AimedFault(FailPoint.REPLAY, kind, PROCESSES, letters / 2, time);
        platform.bringUp(aimed.strike(platform, () -> replay(platform, ", \"rate\": " + LETTERS_PER_SECOND)));
        await().atMost(SETTLED)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> {
                    if (platform.number("job_service", OF_GOOD_EVENTS + "<> 'resolved'") == 0) {
                        return true;
                    }
                    replay(platform, "");
                    return false;
                });
    }

    /** False if it is unknown whether that took place: a fault beside this one may keep the service from its database. */
    private static boolean registerRefused(Platform platform) throws SQLException {
        Instant begun = Instant.now();
        String name = "refused-" + UUID.randomUUID().toString().substring(0, 13);
        String email = name + "@acme.example";
        platform.execute("job_service", "INSERT INTO refused VALUES ('" + email + "')");
        try {
            String user = platform.request("POST", "user-service", "/api/users", """
                    {"username": "%s", "email": "%s", "password": "correct horse", "userType": "EMPLOYER"}
                    """.formatted(name, email));
            platform.history().acknowledged(Flow.USERS, Writer.version(user), begun);
            return true;
        } catch (IllegalStateException | UncheckedIOException failed) {
            platform.history().unknown(Flow.USERS, "registration of " + name, failed.getMessage());
            return false;
        }
    }

    private static void replay(Platform platform, String more) throws SQLException {
        String category = platform.text(
                "job_service", "SELECT min(category) FROM avenant.dead_letters WHERE category LIKE 'HANDLER%'");
        var unused = platform.request(
                "POST", PROCESS, "/actuator/deadletters", "{\"category\": \"" + category + "\"" + more + "}");
    }

    @Override
    public String toString() {
        String what =
                kind + " " + String.join(" or ", PROCESSES) + " " + FailPoint.REPLAY + " of " + letters + " letters";
        return kind == AimedFault.Kind.FREEZE ? what + " for " + time.toSeconds() + " s" : what;
    }
}
