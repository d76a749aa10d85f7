package jobplatform.search;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.openapi.ApiFuzz;
import dev.avenant.testing.openapi.FuzzScene;
import java.net.URI;
import java.util.UUID;
import jobplatform.types.JobStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is asked by whomever, the answer is one that the document describes, and tells nothing of what is not open. */
@Tag("broker")
class FuzzTest extends SearchServiceTestBase {

    @Test
    void answersWhateverIsAskedAsIsDescribed() {
        publish(job("Welder", 1).setLocation("Kiel").setDescription("Welds ships"));
        publish(job("Nurse", 2).setLocation("Berlin").setRemote(true));
        publish(job("Engineer one", 3));
        publish(job("Engineer two", 4));
        publish(job("A job that is a draft", 5).setStatus(JobStatus.DRAFT));
        awaitTotal(4);

        FuzzScene scene = new FuzzScene()
                .caller("a job seeker", tokens.of(UUID.randomUUID(), "JOB_SEEKER"))
                .caller("an administrator", tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR))
                .value("q", "engineer")
                .value("q", "weld*")
                .value("location", "Kiel")
                .value("skill", mark)
                .value("currency", "EUR")
                .value("cursor", String.valueOf(search("engineer", "size=1").nextCursor()))
                .secret("A job that is a draft");

        new ApiFuzz(URI.create(address("/")), scene).run();
    }
}
