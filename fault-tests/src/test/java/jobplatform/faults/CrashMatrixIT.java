package jobplatform.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of all kinds, up to four at the same time, while users register and change and jobs are posted. In the end each
 * acknowledged write is published once in effect, in order, and each event that nobody can read is a dead letter. The
 * settings are properties of the pom; the report is {@code target/faults.md}.
 */
@Tag("process")
@ResourceLock("platform")
class CrashMatrixIT {

    private static final Logger LOG = LoggerFactory.getLogger(CrashMatrixIT.class);
    private static final int FAULTS = Integer.getInteger("avenant.faults", 30);
    private static final int USERS = Integer.getInteger("avenant.faults.users", 120);
    private static final Duration LONGEST = Duration.ofSeconds(Integer.getInteger("avenant.faults.longest", 4));
    /** Of Kafka, before all else. */
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("avenant.faults.outage", 0));

    private final long seed = seed();
    private final List<String> report = new ArrayList<>();
    private final List<Duration> recoveries = new ArrayList<>();

    @Test
    void loseDoubleAndReorderNothing() throws Exception {
        LOG.warn("{} faults, -Davenant.faults.seed={}", FAULTS, seed);
        Path home = Path.of("target", "stack").toAbsolutePath();
        Optional<SmallDisk> disk = SmallDisk.at(home);
        try (Platform platform = Platform.start(home, 1, "matrix-" + seed)) {
            FaultDeck deck = new FaultDeck(seed, LONGEST, platform, disk);
            try (Load load = Load.on(platform, USERS, seed)) {
                load.start();
                var unused = Recovery.measure(platform);
                int number = 0;
                if (!OUTAGE.isZero()) {
                    List<Fault> outage = List.of(new ProcessFault(ProcessFault.Kind.AWAY, platform.brokers(), OUTAGE));
                    happen(number, outage, platform);
                    number++;
                }
                while (number < FAULTS) {
                    List<Fault> faults = deck.draw(FAULTS - number);
                    happen(number, faults, platform);
                    number += faults.size();
                }
            }
            Verdict verdict = Verdict.on(platform);
            write(platform, verdict);

            assertThat(platform.history().acknowledgedWrites())
                    .as("acknowledged writes")
                    .isGreaterThan(FAULTS);
            verdict.requireNone("seed " + seed);
        } finally {
            if (disk.isPresent()) {
                disk.get().close();
            }
        }
    }

    private void happen(int before, List<Fault> faults, Platform platform) throws Exception {
        faults.forEach(fault -> platform.history().note("FAULT " + fault));
        ExecutorService threads = Executors.newFixedThreadPool(faults.size());
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (Fault fault : faults) {
                tasks.add(() -> {
                    try {
                        fault.happenTo(platform);
                        platform.history().note("END OF FAULT " + fault);
                        return null;
                    } catch (Exception failed) {
                        LOG.error("{} did not end", fault, failed);
                        throw failed;
                    }
                });
            }
            for (Future<Void> end : threads.invokeAll(tasks)) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Duration recovery = Recovery.measure(platform);
        platform.history().note("RECOVERED in " + recovery);
        recoveries.add(recovery);
        for (int index = 0; index < faults.size(); index++) {
            report.add(String.format(
                    Locale.ROOT,
                    "| %d | %s | %s |",
                    before + index + 1,
                    faults.get(index),
                    index + 1 < faults.size() ? "with the next" : seconds(recovery)));
        }
        LOG.warn("{}: {} recovered in {}", before + faults.size(), faults, recovery);
    }

    private static long seed() {
        String given = System.getProperty("avenant.faults.seed", "");
        return given.isBlank() ? System.nanoTime() : Long.parseLong(given);
    }

    private Duration percentile(int percent) {
        List<Duration> sorted = new ArrayList<>(recoveries);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private void write(Platform platform, Verdict verdict) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d faults, seed %d: %d acknowledged writes, %d without an answer; %d events, %d effects."
                        + " Recovery: p50 %s, p99 %s, longest %s.",
                FAULTS,
                seed,
                platform.history().acknowledgedWrites(),
                platform.history().unknownWrites(),
                verdict.published(),
                verdict.effects(),
                seconds(percentile(50)),
                seconds(percentile(99)),
                seconds(percentile(100))));
        lines.add("");
        lines.add(
                "| lost write | precommitted read | order inversion | unseen | duplicate effect | nonmonotonic poll |");
        lines.add("|---|---|---|---|---|---|");
        lines.add(verdict.anomalies().row());
        lines.add("");
        lines.add("| | fault | until new writes took effect |");
        lines.add("|---|---|---|");
        lines.addAll(report);
        Files.write(Path.of("target", "faults.md"), lines);
    }
}
