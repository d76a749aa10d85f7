package jobplatform.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import jobplatform.containers.Monitoring;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the rules and dashboards of the compose set read is what services and registry measure. */
@ResourceLock("platform")
@Tag("process")
class MonitoringIT {

    @RegisterExtension
    static final RunningPlatform PLATFORM = new RunningPlatform();

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern NAME = Pattern.compile("^[a-zA-Z_:][\\w:]*", Pattern.MULTILINE);

    private static final List<String> SERVICES = StackDefinition.of(RunningPlatform.REPOSITORY).components().stream()
            .filter(component -> component.database().isPresent())
            .map(Component::name)
            .toList();

    /** Measured where a partition waits or a circuit breaker is set: a test of the messaging starter sees these. */
    private static final Set<String> ONLY_IN_TROUBLE =
            Set.of("avenant_circuit_breaker_open", "avenant_partition_waiting_age_seconds");

    private final PlatformClient client = PLATFORM.client();

    @Test
    void everyMetricOfRulesAndDashboardsIsMeasured() throws Exception {
        // Given events that are handled, skipped and dead-lettered: what is counted appears with the first of its kind
        client.registerEmployer("measured");
        client.send("user-events", ("bad-" + UUID.randomUUID()).getBytes(UTF_8), "this is no Avro".getBytes(UTF_8));
        client.send("user-events", ("none-" + UUID.randomUUID()).getBytes(UTF_8), null);
        Set<String> expected = new TreeSet<>(Monitoring.metrics());
        expected.removeAll(ONLY_IN_TROUBLE);

        // When all that runs is read, then each metric is there
        await().atMost(SOON).untilAsserted(() -> {
            Set<String> measured = new TreeSet<>();
            for (String service : SERVICES) {
                measured.addAll(namesOf(client.text(service, "/actuator/prometheus")));
            }
            measured.addAll(namesOf(client.text("registry", "/-/metrics")));
            assertThat(measured).containsAll(expected);
        });
    }

    private static Set<String> namesOf(String metrics) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(metrics).results().forEach(name -> names.add(name.group()));
        return names;
    }
}
