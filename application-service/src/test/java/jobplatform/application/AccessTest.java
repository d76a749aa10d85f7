package jobplatform.application;

import dev.avenant.testing.AccessMatrix;
import dev.avenant.testing.AccessScene;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Everything, asked as everybody. */
@Tag("broker")
class AccessTest extends ApplicationServiceTestBase {

    private @Nullable UUID seeker;

    @TestFactory
    Stream<DynamicNode> isAsTheDocumentSays(@Autowired ApplicationContext service) {
        return AccessMatrix.tests(
                Path.of("..", "docs", "access.md"),
                List.of("Every service", "application-service"),
                service,
                URI.create(address("/")),
                tokens,
                this::scene);
    }

    private AccessScene scene(String row) {
        if (row.equals("GET /api/applications")) {
            return AccessScene.OF_NOBODY;
        }
        JobCreated job =
                PlatformEvents.posted(UUID.randomUUID(), row.endsWith("a draft") ? JobStatus.DRAFT : JobStatus.OPEN);
        publish(job);
        UUID applicant = applicant();
        Map<String, UUID> owners = Map.of("JOB_SEEKER", applicant, "EMPLOYER", job.getEmployerId());
        if (row.contains("{jobId}")) {
            Object body = row.startsWith("POST") ? Map.of("applicantId", applicant) : null;
            return new AccessScene(owners, Map.of("jobId", job.getJobId()), body);
        }
        UUID application = taken(job.getJobId(), applicant).id();
        return new AccessScene(owners, Map.of("id", application), change(row));
    }

    private UUID applicant() {
        UUID known = seeker == null ? seeker() : seeker;
        seeker = known;
        return known;
    }

    private static @Nullable Object change(String row) {
        if (row.startsWith("GET")) {
            return null;
        }
        return Map.of("status", row.endsWith("withdrawn") ? "WITHDRAWN" : "SHORTLISTED");
    }
}
