package jobplatform.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process is killed or frozen at exactly the moment at which it hurts most, under load. */
@Tag("process")
@ResourceLock("platform")
class AimedFaultsIT {

    private static final int USERS = 40;
    private static final Duration FROZEN = Duration.ofSeconds(2);
    /** Longer than a relay's lease and a consumer's session last, so that another process takes over meanwhile. */
    private static final Duration TAKEN_FOR_DEAD = Duration.ofSeconds(12);

    private static final Duration AWAY_FOR_LONG = Duration.ofSeconds(20);

    private static Platform platform;

    @BeforeAll
    static void start() {
        platform = Platform.start(Path.of("target", "aimed-stack").toAbsolutePath(), 1, "aimed");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    static Stream<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (FailPoint point : FailPoint.values()) {
            if (point.isOfAHandover()) {
                faults.add(new HandoverFault(point, AimedFault.Kind.KILL, FROZEN));
                faults.add(new HandoverFault(point, AimedFault.Kind.FREEZE, TAKEN_FOR_DEAD));
            } else if (point != FailPoint.REPLAY) {
                point.processes()
                        .forEach(processes ->
                                faults.add(new AimedFault(point, AimedFault.Kind.KILL, processes, 1, FROZEN)));
            }
        }
        List<String> jobServices = FailPoint.HANDLED.processes().get(0);
        for (FailPoint point : List.of(
                FailPoint.OUTBOX_READ,
                FailPoint.SENT,
                FailPoint.KAFKA_COMMITTED,
                FailPoint.DELETED,
                FailPoint.LEASE_RUNS_OUT,
                FailPoint.EFFECT)) {
            faults.add(new AimedFault(point, AimedFault.Kind.FREEZE, jobServices, 1, TAKEN_FOR_DEAD));
        }
        faults.add(new AimedFault(FailPoint.PARTITION_WAITS, AimedFault.Kind.RESTART, jobServices, 0, FROZEN));
        faults.add(new ReplayFault(AimedFault.Kind.KILL, 8, FROZEN));
        // The other one goes on meanwhile, and takes over what this one had.
        jobServices.forEach(
                process -> faults.add(new ProcessFault(ProcessFault.Kind.AWAY, List.of(process), AWAY_FOR_LONG)));
        return faults.stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void loseDoubleAndReorderNothing(Fault fault) throws Exception {
        try (Load load = Load.on(platform, USERS, fault.toString().hashCode())) {
            load.start();
            platform.history().note("FAULT " + fault);
            fault.happenTo(platform);
            var recovery = Recovery.measure(platform);
            platform.history().note("RECOVERED in " + recovery + " from " + fault);
        }
        Verdict.on(platform).requireNone(fault.toString());
    }
}
