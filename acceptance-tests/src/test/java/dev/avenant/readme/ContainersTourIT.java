package dev.avenant.readme;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The README's tour against the compose set, which somebody has started on its own ports. Runs where the environment says
 * that it is there, as the workflow {@code containers} does.
 */
@ResourceLock("platform")
@EnabledIfEnvironmentVariable(named = "AVENANT_TOUR", matches = "containers")
@Tag("process")
class ContainersTourIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** The command finds a stack that it has started itself; this one it is told of, as docs/containers.md says. */
    private static final Map<String, String> ADDRESSES =
            Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092", "SCHEMA_REGISTRY_URL", "http://localhost:8081");

    @Test
    void everyCommandDoesWhatTheReadmeSays(@TempDir Path checkout) {
        // Given a copy of the checkout, which no stack of its own runs in
        Checkout.copy(ROOT, checkout);
        Tour tour = Tour.ofReadme(ROOT, new Shell(checkout, ADDRESSES), 0);

        // When each command runs in turn, then it does what it should
        tour.runAll();
    }
}
