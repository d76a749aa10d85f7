package jobplatform.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
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
        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.applied(job, 4, applicant, UUID.randomUUID(), 2));
        publishBehind(job);
        assertThat(list("/api/applications?applicantId=" + applicant)).isEmpty();
        apply(job.getJobId(), applicant).expectStatus().isNotFound();
    }

    @Test
    void anApplicationThatJobServiceTookIsTakenOverAndToldOnTheNewTopic() {
        JobCreated job = openJob();
        UUID id = UUID.randomUUID();
        UUID applicant = UUID.randomUUID();

        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.applied(job, 5, applicant, id, 4));

        ApplicationSeen takenOver = awaitApplication(id);
        assertThat(takenOver)
                .isEqualTo(new ApplicationSeen(
                        id, 1, job.getJobId(), applicant, job.getEmployerId(), "Welder", "RECEIVED", "I weld well."));
        JobApplicationReceived event = received(id);
        assertThat(event.getApplicationCount()).isEqualTo(4);
        assertThat(event.getAppliedAt()).isEqualTo(PlatformEvents.NOW);
        assertThat(event.getCoverLetter()).contains("I weld well.");
        assertThat(received(taken(job.getJobId(), seeker()).id()).getApplicationCount())
                .as("the next one is counted on from there")
                .isEqualTo(5);
        become(id, "SHORTLISTED").expectStatus().isOk();
    }

    @Test
    void theEchoOfAnApplicationOnTheFormerTopicChangesNothing() {
        JobCreated job = openJob();
        UUID applicant = seeker();
        ApplicationSeen taken = taken(job.getJobId(), applicant);
        ApplicationSeen shortlisted = seen(become(taken.id(), "SHORTLISTED"), 200);

        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.applied(job, 2, applicant, taken.id(), 1));
        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.applied(job, 3, applicant, UUID.randomUUID(), 2));
        publishBehind(job);

        assertThat(list("/api/jobs/" + job.getJobId() + "/applications")).containsExactly(shortlisted);
        assertThat(log.recordsOf(APPLICATION_EVENTS, taken.id().toString(), 2)).hasSize(2);
    }

    @Test
    void anApplicationOfAUserWhoIsGoneIsNotTakenOver() {
        JobCreated job = openJob();
        UUID applicant = seeker();
        log.publish(USER_EVENTS, applicant, PlatformEvents.departed(applicant, 2));
        awaitUser(applicant, "is_gone");

        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.applied(job, 2, applicant, UUID.randomUUID(), 1));
        publishBehind(job);

        assertThat(list("/api/jobs/" + job.getJobId() + "/applications")).isEmpty();
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
