package jobplatform.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of all that was written to a platform.
 *
 * @param seen of each flow
 */
record Verdict(Map<Flow, Observation> seen, Anomalies anomalies) {

    private static final Logger LOG = LoggerFactory.getLogger(Verdict.class);
    private static final Duration SETTLED = Duration.ofMinutes(3);

    /** Waits until everything has settled, while nobody writes, and looks. */
    static Verdict on(Platform platform) throws SQLException {
        for (Flow flow : Flow.values()) {
            try {
                await().atMost(SETTLED)
                        .pollInterval(Duration.ofMillis(100))
                        .ignoreException(SQLException.class)
                        .until(() -> platform.outstanding(flow) <= 0);
            } catch (ConditionTimeoutException late) {
                // What has not arrived by then is an anomaly.
                LOG.warn("{} of {} did not take effect within {}", platform.outstanding(flow), flow, SETTLED);
            }
        }
        Map<Flow, Observation> seen = new EnumMap<>(Flow.class);
        Anomalies all = Anomalies.NONE;
        for (Flow flow : Flow.values()) {
            Observation observation = platform.observe(flow);
            seen.put(flow, observation);
            all = all.and(Checker.check(observation));
        }
        return new Verdict(seen, all);
    }

    /** Fails when there is an anomaly, and then leaves what was seen in a file beside the history. */
    void requireNone(String what) throws IOException {
        if (!anomalies.isEmpty()) {
            List<String> lines = new ArrayList<>();
            seen.forEach((flow, observation) -> {
                observation.published().forEach(event -> lines.add(flow + " published " + event));
                observation.effects().forEach(effect -> lines.add(flow + " effect " + effect));
            });
            Files.createDirectories(Path.of("target", "faults"));
            Files.write(Path.of("target", "faults", "anomalies.seen"), lines);
        }
        assertThat(anomalies.isEmpty()).as("%s: %s", what, anomalies).isTrue();
    }

    int published() {
        return seen.values().stream()
                .mapToInt(observation -> observation.published().size())
                .sum();
    }

    int effects() {
        return seen.values().stream()
                .mapToInt(observation -> observation.effects().size())
                .sum();
    }
}
