package jobplatform.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobStatus;
import jobplatform.types.UserType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** Who may apply for which job. */
@Tag("broker")
class ApplicationTest extends ApplicationServiceTestBase {

    @Test
    void isTakenForAnOpenJobAndToldOnTheTopicOfApplications() {
        JobCreated job = openJob();
        UUID applicant = seeker();

        var answer = apply(job.getJobId(), applicant);

        answer.expectHeader()
                .valueMatches("Location", "/api/applications/[0-9a-f-]{36}")
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        ApplicationSeen taken = seen(answer, 201);
        assertThat(taken)
                .isEqualTo(new ApplicationSeen(
                        taken.id(),
                        1,
                        job.getJobId(),
                        applicant,
                        job.getEmployerId(),
                        "Welder",
                        "RECEIVED",
                        "I weld well."));
        assertThat(application(taken.id())).isEqualTo(taken);
        JobApplicationReceived event = received(taken.id());
        assertThat(event.getVersion()).isEqualTo(1);
        assertThat(event.getJobId()).isEqualTo(job.getJobId());
        assertThat(event.getApplicantId()).isEqualTo(applicant);
        assertThat(event.getCompanyId()).isEqualTo(job.getCompanyId());
        assertThat(event.getEmployerId()).isEqualTo(job.getEmployerId());
        assertThat(event.getJobTitle()).isEqualTo("Welder");
        assertThat(event.getApplicationCount()).isEqualTo(1);
        assertThat(event.getCoverLetter()).contains("I weld well.");
    }

    @Test
    void isRefusedASecondTime() {
        JobCreated job = openJob();
        UUID applicant = seeker();
        taken(job.getJobId(), applicant);

        var answer = apply(job.getJobId(), applicant);

        assertRefused(answer, 409, "applicantId: has applied for the job " + job.getJobId() + " already");
        assertThat(list("/api/jobs/" + job.getJobId() + "/applications")).hasSize(1);
    }

    @Test
    void isNotCountedWhenItIsRefused() {
        JobCreated job = openJob();
        UUID applicant = seeker();
        taken(job.getJobId(), applicant);
        apply(job.getJobId(), applicant);
        apply(job.getJobId(), registered(UserType.EMPLOYER));
        changeStatus(job, 2, JobStatus.CLOSED);
        apply(job.getJobId(), seeker());
        changeStatus(job, 3, JobStatus.OPEN);

        ApplicationSeen second = taken(job.getJobId(), seeker());

        assertThat(received(second.id()).getApplicationCount()).isEqualTo(2);
    }

    @Test
    void isTakenOnceWhenTheSameApplicantSendsManyTogether() throws Exception {
        JobCreated job = openJob();
        UUID applicant = seeker();

        List<Integer> answers = allTogether(IntStream.range(0, 12)
                .<Callable<Integer>>mapToObj(n -> () -> status(job, applicant))
                .toList());

        assertThat(answers)
                .containsOnlyOnce(201)
                .filteredOn(status -> status != 201)
                .containsOnly(409);
        assertThat(list("/api/jobs/" + job.getJobId() + "/applications")).hasSize(1);
    }

    @Test
    void isCountedOnceEachWhenManyApplyTogether() throws Exception {
        JobCreated job = openJob();
        List<UUID> applicants = IntStream.range(0, 8).mapToObj(n -> seeker()).toList();

        allTogether(applicants.stream()
                .<Callable<Integer>>map(applicant -> () -> status(job, applicant))
                .toList());

        assertThat(list("/api/jobs/" + job.getJobId() + "/applications"))
                .extracting(application -> received(application.id()).getApplicationCount())
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void isGivenTheSameAnswerWhenItComesAgainWithItsIdempotencyKey() {
        JobCreated job = openJob();
        UUID applicant = seeker();
        String key = UUID.randomUUID().toString();

        ApplicationSeen first = applyWith(key, job, applicant);

        assertThat(applyWith(key, job, applicant)).isEqualTo(first);
        assertThat(list("/api/jobs/" + job.getJobId() + "/applications")).hasSize(1);
    }

    @Test
    void isRefusedForAJobThatIsClosedOrNotPublicAndTakenWhenItIsOpenAgain() {
        JobCreated draft = PlatformEvents.posted(UUID.randomUUID(), JobStatus.DRAFT);
        publish(draft);
        JobCreated job = openJob();
        changeStatus(job, 2, JobStatus.CLOSED);
        UUID applicant = seeker();

        assertRefused(
                apply(draft.getJobId(), applicant),
                404,
                "There is no job " + draft.getJobId() + "; one that was just posted is known here moments later");
        assertRefused(
                apply(job.getJobId(), applicant),
                409,
                "The job " + job.getJobId() + " is closed and takes no applications");
        changeStatus(job, 3, JobStatus.OPEN);
        taken(job.getJobId(), applicant);
    }

    @Test
    void isRefusedForAJobThatIsNotKnown() {
        UUID job = UUID.randomUUID();

        assertRefused(
                apply(job, seeker()),
                404,
                "There is no job " + job + "; one that was just posted is known here moments later");
    }

    @Test
    void isRefusedFromWhoIsNoJobSeekerOrNotKnown() {
        JobCreated job = openJob();
        UUID stranger = UUID.randomUUID();

        assertRefused(
                apply(job.getJobId(), stranger),
                422,
                "applicantId: is no user: " + stranger + "; one who just registered is known here moments later");
        assertRefused(apply(job.getJobId(), registered(UserType.EMPLOYER)), 422, "applicantId: is no job seeker");
    }

    @Test
    void isTakenFromWhoBecameAJobSeekerWhateverAnOlderEventSaysLater() {
        JobCreated job = openJob();
        UUID user = registered(UserType.EMPLOYER);
        log.publish(USER_EVENTS, user, PlatformEvents.updated(user, 3, UserType.JOB_SEEKER));
        log.publish(USER_EVENTS, user, PlatformEvents.updated(user, 2, UserType.EMPLOYER));
        UUID behind = UUID.randomUUID();
        log.publish(USER_EVENTS, user, PlatformEvents.registered(behind, UserType.JOB_SEEKER));
        awaitUser(behind, "version = 1");

        taken(job.getJobId(), user);
    }

    private ApplicationSeen applyWith(String key, JobCreated job, UUID applicant) {
        return seen(
                http.post()
                        .uri("/api/jobs/" + job.getJobId() + "/applications")
                        .header("Idempotency-Key", key)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Map.of("applicantId", applicant))
                        .exchange(),
                201);
    }

    private int status(JobCreated job, UUID applicant) {
        return apply(job.getJobId(), applicant)
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private static <T> List<T> allTogether(List<Callable<T>> calls) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> call : callers.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        } finally {
            callers.shutdownNow();
        }
    }
}
