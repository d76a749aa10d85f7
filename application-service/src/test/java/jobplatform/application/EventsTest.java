package jobplatform.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobStatus;
import jobplatform.types.UserType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the events of the other services change here. */
@Tag("broker")
class EventsTest extends ApplicationServiceTestBase {

    @Test
    void anApplicationHasTheNewestTitleOfItsJobWhateverALateEventSays() {
        JobCreated job = openJob();
        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.retitled(job, 4, "Master welder", JobStatus.OPEN));
        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.retitled(job, 2, "Old welder", JobStatus.CLOSED));
        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.statusChanged(job, 3, JobStatus.CLOSED));
        publishBehind(job);

        assertThat(taken(job.getJobId(), seeker()).jobTitle()).isEqualTo("Master welder");
    }

    @Test
    void theApplicationsOfAUserWhoIsGoneAreErasedAndNoneIsTakenAnyMore() {
        JobCreated job = openJob();
        UUID applicant = seeker();
        ApplicationSeen gone = taken(job.getJobId(), applicant);
        ApplicationSeen stays = taken(job.getJobId(), seeker());

        log.publish(USER_EVENTS, applicant, PlatformEvents.departed(applicant, 2));

        awaitNoApplication(gone.id());
        log.publish(USER_EVENTS, applicant, PlatformEvents.registered(applicant, UserType.JOB_SEEKER));
        log.publish(USER_EVENTS, applicant, PlatformEvents.updated(applicant, 9, UserType.JOB_SEEKER));
        awaitUser(applicant, "version = 9");
        assertRefused(apply(job.getJobId(), applicant), 422, "applicantId: belongs to an account that was deleted");
        assertThat(list("/api/jobs/" + job.getJobId() + "/applications")).containsExactly(stays);
    }

    @Test
    void theApplicationsForAJobThatIsGoneAreErasedAndNoneIsTakenAnyMore() {
        JobCreated job = openJob();
        UUID applicant = seeker();
        ApplicationSeen gone = taken(job.getJobId(), applicant);

        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.removed(job, 2));

        awaitNoApplication(gone.id());
        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.statusChanged(job, 3, JobStatus.OPEN));
        publishBehind(job);
        assertThat(list("/api/applications?applicantId=" + applicant)).isEmpty();
        apply(job.getJobId(), applicant).expectStatus().isNotFound();
    }

    @Test
    void anEventThatIsNoAvroIsDeadLetteredAndTheNextCounts() {
        JobCreated job = PlatformEvents.posted(UUID.randomUUID(), JobStatus.OPEN);
        byte[] junk = "this is no Avro".getBytes(StandardCharsets.UTF_8);

        log.publishBytes(JOB_EVENTS, job.getJobId().toString(), junk);
        publish(job);

        assertThat(log.recordsOf(
                        "job-events.application-service.dlt", job.getJobId().toString(), 1))
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(junk));
    }

    /** Waits until all before it of the same partition was handled, which the key decides. */
    private void publishBehind(JobCreated job) {
        JobCreated behind = PlatformEvents.posted(UUID.randomUUID(), JobStatus.OPEN);
        log.publish(JOB_EVENTS, job.getJobId(), behind);
        awaitJob(behind.getJobId(), "title is not null");
    }
}
