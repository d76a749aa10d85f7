package dev.avenant.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Does what the README says, word by word, in a copy of this checkout: each command must be known here with what it is
 * expected to print, so a command that is added without being run fails the build. Ports are shifted, so that a platform
 * which already runs on this machine is left alone.
 */
@Order(1)
@ResourceLock("platform")
@Tag("process")
class ReadmeIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int PORT_OFFSET = 11_000;

    @Test
    void everyCommandDoesWhatTheReadmeAndTheGuideThatMovesAnEventSay(@TempDir Path checkout) throws Exception {
        // Given a copy of the checkout and the platform running in it
        Checkout.copy(ROOT, checkout);
        // No address: each command finds the platform that runs in its checkout.
        Shell shell = new Shell(checkout, Map.of());
        Path log = checkout.resolve("up.log");
        Process up = shell.start("exec ./avenant up --ephemeral --port-offset " + PORT_OFFSET, log);
        try {
            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() ->
                            assertThat(Shell.textOf(log)).as("what up printed").contains("Ready after"));

            // When each further command of the pages runs in turn, then it prints what it should
            Tour.ofReadme(ROOT, shell, PORT_OFFSET).runAll();
            Tour.ofMovingAnEvent(ROOT, shell, PORT_OFFSET).runAll();
        } finally {
            up.destroy();
            if (!up.waitFor(60, TimeUnit.SECONDS)) {
                up.descendants().forEach(ProcessHandle::destroyForcibly);
                up.destroyForcibly();
            }
        }
    }

    @Test
    void continuousIntegrationRunsTheReadmesTestCommand() throws IOException {
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("./mvnw -B verify");
        assertThat(Files.readString(ROOT.resolve(".github/workflows/ci.yml"))).contains("run: bash .ci/run");
    }
}
