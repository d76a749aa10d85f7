package jobplatform.jobservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jobplatform.job.events.JobApplicationReceived;
import jobplatform.types.UserType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class ApplicationTest extends JobServiceTestBase {

    @Test
    void isTakenByAnOpenJob() {
        JobSeen job = openJob();
        UUID applicant = UUID.randomUUID();

        var answer = apply(job.id(), applicant);

        answer.expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.applicantId")
                .isEqualTo(applicant.toString())
                .jsonPath("$.coverLetter")
                .isEqualTo("I weld well.");
        assertThat(job(job.id()).applicationCount()).isEqualTo(1);
        get("/api/jobs/" + job.id() + "/applications")
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(1);
    }

    @Test
    void isRefusedASecondTime() {
        JobSeen job = openJob();
        UUID applicant = UUID.randomUUID();
        apply(job.id(), applicant);

        var answer = apply(job.id(), applicant);

        answer.expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("applicantId: has applied for the job " + job.id() + " already");
        assertThat(job(job.id()).applicationCount()).isEqualTo(1);
    }

    @Test
    void isRefusedByAClosedJob() {
        JobSeen job = openJob();
        changeStatus(job.id(), "CLOSED");

        var answer = apply(job.id(), UUID.randomUUID());

        answer.expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The job " + job.id() + " is closed and takes no applications");
    }

    @Test
    void isRefusedFromTheEmployerItself() {
        JobSeen job = openJob();

        var answer = apply(job.id(), job.employerId());

        answer.expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The employer of the job " + job.id() + " cannot apply for it");
    }

    @Test
    void isRefusedByAJobThatIsNotThere() {
        apply(UUID.randomUUID(), UUID.randomUUID()).expectStatus().isNotFound();
    }

    @Test
    void isCountedOnceEachWhenManyComeTogether() throws Exception {
        JobSeen job = openJob();
        List<Callable<Object>> applications = IntStream.range(0, 16)
                .<Callable<Object>>mapToObj(n ->
                        () -> apply(job.id(), UUID.randomUUID()).expectStatus().isCreated())
                .toList();
        ExecutorService applicants = Executors.newFixedThreadPool(8);
        try {
            for (Future<Object> application : applicants.invokeAll(applications)) {
                application.get();
            }
        } finally {
            applicants.shutdownNow();
        }

        List<Integer> counts = log.recordsOf("job-events", job.id().toString(), 17).stream()
                .skip(1)
                .map(log::decode)
                .map(event -> ((JobApplicationReceived) event).getApplicationCount())
                .toList();

        assertThat(counts)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 16).boxed().toList());
        assertThat(job(job.id()).version()).isEqualTo(17);
    }

    @Test
    void losesWhatIsPersonalWhenTheApplicantLeaves() {
        JobSeen job = openJob();
        UUID applicant = UUID.randomUUID();
        apply(job.id(), applicant);

        log.publish("user-events", applicant, userDeleted(applicant, 2, UserType.JOB_SEEKER));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get("/api/jobs/" + job.id() + "/applications")
                        .expectBody()
                        .jsonPath("$.total")
                        .isEqualTo(1)
                        .jsonPath("$.items[0].applicantId")
                        .isEmpty()
                        .jsonPath("$.items[0].coverLetter")
                        .isEmpty());
        apply(job.id(), applicant)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("applicantId: belongs to an account that was deleted");
    }
}
