package jobplatform.analytics;

import dev.avenant.testing.AccessMatrix;
import dev.avenant.testing.AccessScene;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jobplatform.job.events.JobCreated;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Everything, asked as everybody. */
@Tag("broker")
class AccessTest extends AnalyticsServiceTestBase {

    private @Nullable JobCreated job;

    @TestFactory
    Stream<DynamicNode> isAsTheDocumentSays(@Autowired ApplicationContext service) {
        await200("/actuator/health", Map.of()); // which it is not while the stream begins
        return AccessMatrix.tests(
                Path.of("..", "docs", "access.md"),
                List.of("Every service", "analytics-service"),
                service,
                URI.create(address("/")),
                tokens,
                this::scene);
    }

    private AccessScene scene(String row) {
        if (!row.contains("{id}")) {
            return AccessScene.OF_NOBODY;
        }
        JobCreated known = job();
        return row.contains("/audit/")
                ? new AccessScene(Map.of(), Map.of("type", "job", "id", known.getJobId()), null)
                : new AccessScene(Map.of("EMPLOYER", known.getEmployerId()), Map.of("id", known.getEmployerId()), null);
    }

    private JobCreated job() {
        JobCreated known = job;
        if (known == null) {
            known = openJob(UUID.randomUUID(), "Berlin", Instant.parse("2026-03-01T10:00:00Z"));
            await200("/api/audit/job/" + known.getJobId(), Map.of("$.events.total", 1));
            await200("/api/analytics/employers/" + known.getEmployerId(), Map.of());
            job = known;
        }
        return known;
    }
}
