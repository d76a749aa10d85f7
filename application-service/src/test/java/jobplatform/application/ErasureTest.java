package jobplatform.application;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import jobplatform.application.jobapplication.JobApplications;
import jobplatform.job.events.JobCreated;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Applications that are in work, not committed yet, when who or what they are for goes. */
@Tag("broker")
class ErasureTest extends ApplicationServiceTestBase {

    @Autowired
    private JobApplications applications;

    @Autowired
    private PlatformFollower platform;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void leavesNoApplicationOfAUserWhoGoesMeanwhile() {
        UUID applicant = seeker();

        UUID application = applyWhile(
                openJob(), applicant, () -> log.publish(USER_EVENTS, applicant, PlatformEvents.departed(applicant, 2)));

        awaitNoApplication(application);
    }

    @Test
    void leavesNoApplicationForAJobThatIsRemovedMeanwhile() {
        JobCreated job = openJob();

        UUID application = applyWhile(
                job, seeker(), () -> log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.removed(job, 2)));

        awaitNoApplication(application);
    }

    @Test
    void letsNobodyApplyWhoseDepartureIsInWork() {
        JobCreated job = openJob();
        UUID applicant = seeker();

        var answer = applyDuring(job, applicant, () -> platform.departed(PlatformEvents.departed(applicant, 2)));

        assertRefused(answer, 422, "applicantId: belongs to an account that was deleted");
    }

    @Test
    void letsNobodyApplyForAJobWhoseRemovalIsInWork() {
        JobCreated job = openJob();

        var answer = applyDuring(job, seeker(), () -> platform.removed(PlatformEvents.removed(job, 2)));

        assertRefused(
                answer,
                404,
                "There is no job " + job.getJobId() + "; one that was just posted is known here moments later");
    }

    /** Applies while the event is in work, and commits that when the application waits for it. */
    private RestTestClient.ResponseSpec applyDuring(JobCreated job, UUID applicant, Runnable event) {
        return Objects.requireNonNull(transaction.execute(begun -> {
                    event.run();
                    CompletableFuture<RestTestClient.ResponseSpec> answer =
                            CompletableFuture.supplyAsync(() -> apply(job.getJobId(), applicant));
                    awaitOneWhoWaits();
                    return answer;
                }))
                .join();
    }

    /** Applies, and commits that when the event's handler waits for it. */
    private UUID applyWhile(JobCreated job, UUID applicant, Runnable event) {
        return Objects.requireNonNull(transaction.execute(begun -> {
            UUID application =
                    applications.apply(job.getJobId(), applicant, null).id();
            event.run();
            awaitOneWhoWaits();
            return application;
        }));
    }

    /** In this thread, whose transaction they wait for. */
    private void awaitOneWhoWaits() {
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .until(() -> database.sql("""
                        select exists (
                          select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))
                        """).query(Boolean.class).single());
    }
}
