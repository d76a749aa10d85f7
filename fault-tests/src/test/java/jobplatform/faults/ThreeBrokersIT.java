package jobplatform.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three brokers, of which each record is on three and must be on two: their leaders are killed and frozen under load. */
@Tag("process")
@ResourceLock("platform")
class ThreeBrokersIT {

    private static final Logger LOG = LoggerFactory.getLogger(ThreeBrokersIT.class);
    private static final int BROKERS = 3;
    private static final int USERS = 60;
    /** Longer than the controllers take a broker for alive that says nothing. */
    private static final Duration TAKEN_FOR_DEAD = Duration.ofSeconds(6);

    @Test
    void loseDoubleAndReorderNothingWhileLeadersAreKilledAndFrozen() throws Exception {
        Path home = Path.of("target", "three-brokers-stack").toAbsolutePath();
        try (Platform platform = Platform.start(home, BROKERS, "three-brokers")) {
            try (Load load = Load.on(platform, USERS, 1)) {
                load.start();
                happen(platform, ProcessFault.Kind.KILL, leader(platform, Platform.USER_EVENTS));
                happen(platform, ProcessFault.Kind.FREEZE, leader(platform, Platform.USER_EVENTS));
                happen(platform, ProcessFault.Kind.AWAY, leader(platform, "__transaction_state"));
                happen(platform, ProcessFault.Kind.FREEZE, leader(platform, "__consumer_offsets"));
            }
            Verdict.on(platform).requireNone("three brokers");
        }
    }

    private static void happen(Platform platform, ProcessFault.Kind kind, String broker) throws InterruptedException {
        ProcessFault fault = new ProcessFault(kind, List.of(broker), TAKEN_FOR_DEAD);
        platform.history().note("FAULT " + fault);
        fault.happenTo(platform);
        LOG.warn("{} recovered in {}", fault, Recovery.measure(platform));
    }

    /** The broker that leads the first partition of that topic. */
    private static String leader(Platform platform, String topic) throws Exception {
        String brokers = platform.brokers().stream()
                .map(broker -> "localhost:" + platform.stack().options().ports().of(broker))
                .collect(Collectors.joining(","));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            int node = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .partitions()
                    .get(0)
                    .leader()
                    .id();
            return platform.brokers().get(node - 1);
        }
    }
}
