package jobplatform.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of all kinds, one after the other, while users register and change. In the end each acknowledged write is
 * published once in effect, in order. The settings are properties of the pom; the report is {@code target/faults.md}.
 */
@Tag("process")
class CrashMatrixIT {

    private static final Logger LOG = LoggerFactory.getLogger(CrashMatrixIT.class);
    private static final int FAULTS = Integer.getInteger("avenant.faults", 10);
    private static final int USERS = Integer.getInteger("avenant.faults.users", 120);
    private static final Duration LONGEST = Duration.ofSeconds(Integer.getInteger("avenant.faults.longest", 4));
    private static final Duration SETTLED = Duration.ofMinutes(3);

    private final long seed = seed();
    private final List<String> report = new ArrayList<>();

    @Test
    void loseDoubleAndReorderNothing() throws Exception {
        LOG.info("{} faults, -Davenant.faults.seed={}", FAULTS, seed);
        Random random = new Random(seed);
        try (Platform platform = Platform.start()) {
            Load load = new Load(platform.stack().url("user-service"), USERS, seed);
            load.start();
            try {
                for (int number = 1; number <= FAULTS; number++) {
                    happen(number, Fault.random(random, LONGEST), platform, load);
                }
            } finally {
                load.stop();
            }
            awaitSettled(platform);
            Observation seen = platform.observe(load.acknowledged());
            Anomalies anomalies = Checker.check(seen);
            write(load, seen, anomalies);

            assertThat(load.acknowledged()).as("acknowledged writes").hasSizeGreaterThan(FAULTS);
            assertThat(anomalies.isEmpty()).as("seed %d: %s", seed, anomalies).isTrue();
        }
    }

    private void happen(int number, Fault fault, Platform platform, Load load) throws InterruptedException {
        fault.happenTo(platform.stack());
        Duration recovery = untilWritesGetThrough(platform, load);
        report.add(String.format(Locale.ROOT, "| %d | %s | %.1f s |", number, fault, recovery.toMillis() / 1000.0));
        LOG.info("{}: {} recovered in {}", number, fault, recovery);
    }

    private static long seed() {
        String given = System.getProperty("avenant.faults.seed", "");
        return given.isBlank() ? System.nanoTime() : Long.parseLong(given);
    }

    /** Waits for a write that is acknowledged after the fault to take effect. */
    private static Duration untilWritesGetThrough(Platform platform, Load load) {
        Instant begin = Instant.now();
        int acknowledged = load.acknowledged().size();
        waiting().until(() -> load.acknowledged().size() > acknowledged);
        // A database that has just come back may refuse the first connections.
        long effects = waiting().ignoreException(SQLException.class).until(platform::versionsWithEffect, count -> true);
        waiting().ignoreException(SQLException.class).until(() -> platform.versionsWithEffect() > effects);
        return Duration.between(begin, Instant.now());
    }

    private static ConditionFactory waiting() {
        return await().atMost(SETTLED).pollInterval(Duration.ofMillis(50));
    }

    /** What has not arrived by then is an anomaly. */
    private static void awaitSettled(Platform platform) {
        try {
            waiting().until(() -> platform.versionsWithEffect() >= platform.storedVersions());
        } catch (ConditionTimeoutException late) {
            LOG.warn("Not everything took effect within {}", SETTLED);
        }
    }

    private void write(Load load, Observation seen, Anomalies anomalies) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d faults, seed %d: %d acknowledged writes to %d users, %d without an answer; %d events, %d effects.",
                FAULTS,
                seed,
                load.acknowledged().size(),
                seen.stored().size(),
                load.unknown(),
                seen.published().size(),
                seen.effects().size()));
        lines.add("");
        lines.add(
                "| lost write | precommitted read | order inversion | unseen | duplicate effect | nonmonotonic poll |");
        lines.add("|---|---|---|---|---|---|");
        lines.add(anomalies.row());
        lines.add("");
        lines.add("| | fault | until a new write took effect |");
        lines.add("|---|---|---|");
        lines.addAll(report);
        Files.write(Path.of("target", "faults.md"), lines);
    }
}
