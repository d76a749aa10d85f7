package jobplatform.jobservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import jobplatform.types.UserType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The applications that application-service takes, as the jobs count them. */
@Tag("broker")
class ApplicationTest extends JobServiceTestBase {

    @Test
    void isSentToWhereItIsTaken() {
        UUID job = UUID.randomUUID();

        var answer = post("/api/jobs/" + job + "/applications", Map.of("applicantId", UUID.randomUUID()));

        answer.expectStatus()
                .isEqualTo(308)
                .expectHeader()
                .valueEquals("Location", "http://localhost:8005/api/jobs/" + job + "/applications");
    }

    @Test
    void isCountedAndKeptAndNoChangeOfTheJob() {
        JobSeen job = openJob();
        UUID applicant = UUID.randomUUID();

        UUID application = apply(job, applicant, 1);

        get("/api/jobs/" + job.id() + "/applications")
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(1)
                .jsonPath("$.items[0].id")
                .isEqualTo(application.toString())
                .jsonPath("$.items[0].applicantId")
                .isEqualTo(applicant.toString())
                .jsonPath("$.items[0].coverLetter")
                .isEqualTo("I weld well.");
        assertThat(job(job.id()).version()).isEqualTo(1);
        changeStatus(job.id(), "CLOSED");
        assertThat(log.recordsOf("job-events", job.id().toString(), 2))
                .extracting(record -> log.decode(record).getClass().getSimpleName())
                .containsExactly("JobCreated", "JobStatusChanged");
    }

    @Test
    void isCountedOnceHoweverOftenItIsToldAndOnceForEachApplicant() {
        JobSeen job = openJob();
        UUID applicant = UUID.randomUUID();
        var first = applied(job, applicant);

        for (var application : List.of(first, first, applied(job, applicant), applied(job, UUID.randomUUID()))) {
            log.publish("application-events", first.getApplicationId(), application);
        }

        awaitApplications(job.id(), 2);
        byte[] junk = "this is no Avro".getBytes(StandardCharsets.UTF_8);
        String key = first.getApplicationId().toString();
        log.publishBytes("application-events", key, junk);
        assertThat(log.recordsOf("application-events.job-service.dlt", key, 1))
                .as("dead letters before the junk")
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(junk));
    }

    @Test
    void isCountedForAJobThatWasClosedMeanwhileAndNotForOneThatIsGone() {
        JobSeen removed = openJob();
        http.delete().uri("/api/jobs/" + removed.id()).exchange().expectStatus().isNoContent();
        JobSeen closed = openJob();
        changeStatus(closed.id(), "CLOSED");
        UUID sameKey = UUID.randomUUID();

        log.publish("application-events", sameKey, applied(removed, UUID.randomUUID()));
        log.publish("application-events", sameKey, applied(closed, UUID.randomUUID()));

        awaitApplications(closed.id(), 1);
        assertThat(job(closed.id()).status()).isEqualTo("CLOSED");
        assertThat(log.recordsOf("job-events", removed.id().toString(), 2)).hasSize(2);
    }

    @Test
    void isCountedOnceEachWhenManyComeTogether() {
        JobSeen job = openJob();
        IntStream.range(0, 16).forEach(n -> publish(applied(job, UUID.randomUUID())));

        awaitApplications(job.id(), 16);
        get("/api/jobs/" + job.id() + "/applications")
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(16);
    }

    @Test
    void losesWhatIsPersonalWhenTheApplicantLeavesAlsoWhenItComesLater() {
        JobSeen job = openJob();
        UUID applicant = UUID.randomUUID();
        apply(job, applicant, 1);

        log.publish("user-events", applicant, userDeleted(applicant, 2, UserType.JOB_SEEKER));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertOfNobody(job));
        JobSeen other = openJob();
        apply(other, applicant, 1);
        assertOfNobody(other);
    }

    private void assertOfNobody(JobSeen job) {
        get("/api/jobs/" + job.id() + "/applications")
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(1)
                .jsonPath("$.items[0].applicantId")
                .doesNotExist()
                .jsonPath("$.items[0].coverLetter")
                .doesNotExist();
    }
}
