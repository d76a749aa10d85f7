package jobplatform.analytics;

import static jobplatform.analytics.PlatformEvents.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobApplicationStatus;
import jobplatform.types.JobStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every event of an aggregate, and its state at any time. */
@Tag("broker")
class TrailTest extends AnalyticsServiceTestBase {

    @Test
    void tellsEveryEventOfAJobInOrderWithWhoseDoingItWas() {
        UUID employer = UUID.randomUUID();
        JobCreated job = openJob(employer, "Berlin", hours(0));
        publish(PlatformEvents.statusChanged(job.getJobId(), employer, 3, JobStatus.CLOSED, hours(4)));
        publish(PlatformEvents.edited(job.getJobId(), employer, 2, JobStatus.OPEN, "Oslo", List.of("Java"), hours(3)));

        await200(
                "/api/audit/job/" + job.getJobId(),
                Map.of(
                        "$.events.total", 3,
                        "$.missingEvents", 0,
                        "$.events.items[*].event", List.of("JobCreated", "JobUpdated", "JobStatusChanged"),
                        "$.events.items[*].version", List.of(1, 2, 3),
                        "$.events.items[*].causedBy",
                                List.of(employer.toString(), employer.toString(), employer.toString()),
                        "$.events.items[0].happenedAt", hours(0).toString(),
                        "$.events.items[0].data.location", "Berlin"));
    }

    @Test
    void rebuildsTheStateAtAnyTimeFromTheEvents() {
        UUID employer = UUID.randomUUID();
        JobCreated job = openJob(employer, "Berlin", hours(0));
        publish(PlatformEvents.edited(job.getJobId(), employer, 2, JobStatus.OPEN, "Oslo", List.of("Java"), hours(2)));
        publish(PlatformEvents.statusChanged(job.getJobId(), employer, 3, JobStatus.CLOSED, hours(4)));
        publish(PlatformEvents.removed(job.getJobId(), employer, 4, hours(6)));
        String trail = "/api/audit/job/" + job.getJobId();

        await200(trail, Map.of("$.events.total", 4));
        await200(
                trail + "?at=" + hours(1),
                Map.of("$.state.location", "Berlin", "$.state.status", "OPEN", "$.events.total", 1));
        await200(
                trail + "?at=" + hours(4),
                Map.of(
                        "$.state.location", "Oslo",
                        "$.state.status", "CLOSED",
                        "$.state.version", 3,
                        "$.state.title", "Welder"));
        get(trail).expectBody().jsonPath("$.state").doesNotExist();
        get(trail + "?at=" + hours(-1)).expectBody().jsonPath("$.state").doesNotExist();
    }

    @Test
    void anApplicationIsWhatItsEventsMadeOfIt() {
        JobCreated job = openJob(UUID.randomUUID(), "Berlin", hours(0));
        JobApplicationReceived application = application(job, hours(1));
        publish(PlatformEvents.decided(application, 2, JobApplicationStatus.SHORTLISTED, hours(2)));
        publish(PlatformEvents.decided(application, 3, JobApplicationStatus.WITHDRAWN, hours(3)));
        String trail = "/api/audit/application/" + application.getApplicationId();

        await200(
                trail,
                Map.of(
                        "$.state.status", "WITHDRAWN",
                        "$.state.coverLetter", "I weld well.",
                        "$.events.items[*].causedBy",
                                List.of(
                                        application.getApplicantId().toString(),
                                        job.getEmployerId().toString(),
                                        application.getApplicantId().toString())));
        await200(trail + "?at=" + hours(1), Map.of("$.state.status", "RECEIVED"));
    }

    @Test
    void ofAUserWhoIsGoneNothingPersonalIsLeftAndNoLateEventBringsItBack() {
        UUID user = UUID.randomUUID();
        JobCreated job = openJob(UUID.randomUUID(), "Berlin", hours(0));
        JobApplicationReceived application =
                PlatformEvents.applied(UUID.randomUUID(), job.getJobId(), job.getEmployerId(), user, hours(2));
        publish(PlatformEvents.registered(user, hours(1)));
        publish(application);
        String ofUser = "/api/audit/user/" + user;
        String ofApplication = "/api/audit/application/" + application.getApplicationId();
        await200(ofUser, Map.of("$.state.email", "ann@example.com", "$.state.fullName", "Ann Lee"));
        await200(ofApplication, Map.of("$.state.coverLetter", "I weld well."));

        publish(PlatformEvents.departed(user, 3, hours(5)));
        await200(ofUser, Map.of("$.events.total", 2, "$.missingEvents", 1));
        publish(PlatformEvents.renamed(user, 2, "Ann Miller", hours(4)));

        await200(ofUser, Map.of("$.events.total", 3, "$.missingEvents", 0));
        for (String trail : List.of(ofUser, ofUser + "?at=" + hours(4), ofApplication)) {
            get(trail)
                    .expectBody(String.class)
                    .value(body -> assertThat(body)
                            .contains("\"erased\":true")
                            .doesNotContain("ann@example.com", "Ann Lee", "Ann Miller", "I weld well."));
        }
        await200(
                ofUser + "?at=" + hours(4),
                Map.of("$.state.userType", "JOB_SEEKER", "$.events.items[0].erased", true, "$.state.version", 2));
    }

    @Test
    void theCompanyThatPostedAJobGoesWithItsEmployer() {
        UUID employer = UUID.randomUUID();
        JobCreated job = JobCreated.newBuilder(PlatformEvents.posted(
                        UUID.randomUUID(), employer, JobStatus.OPEN, "Berlin", List.of("Java"), hours(0)))
                .setCompanyName("Ann Lee Welding")
                .build();
        publish(job);
        String trail = "/api/audit/job/" + job.getJobId();
        await200(trail, Map.of("$.state.companyName", "Ann Lee Welding"));

        publish(PlatformEvents.departed(employer, 2, hours(1)));

        await200(trail, Map.of("$.events.items[0].erased", true, "$.state.location", "Berlin"));
        get(trail).expectBody(String.class).value(body -> assertThat(body).doesNotContain("Ann Lee"));
    }

    @Test
    void anEventWhoseClockWasAheadIsNotMissing() {
        UUID employer = UUID.randomUUID();
        JobCreated job = openJob(employer, "Berlin", hours(0));
        publish(PlatformEvents.statusChanged(job.getJobId(), employer, 2, JobStatus.CLOSED, hours(5)));
        publish(PlatformEvents.statusChanged(job.getJobId(), employer, 3, JobStatus.OPEN, hours(4)));
        String trail = "/api/audit/job/" + job.getJobId();

        await200(trail, Map.of("$.events.total", 3, "$.missingEvents", 0));
        await200(trail + "?at=" + hours(4), Map.of("$.events.total", 2, "$.missingEvents", 0));
    }

    @Test
    void takesTimesThatAreNoneAndGoesOnBehindThem() {
        UUID employer = UUID.randomUUID();
        JobCreated ancient = openJob(employer, "Berlin", Instant.parse("-0500-03-01T10:00:00Z"));
        JobCreated impossible = openJob(employer, "Berlin", Instant.parse("-9000-03-01T10:00:00Z"));
        JobCreated late = openJob(employer, "Berlin", Instant.parse("+200000-03-01T10:00:00Z"));
        publish(PlatformEvents.statusChanged(ancient.getJobId(), employer, 2, JobStatus.CLOSED, hours(4)));

        await200(
                "/api/audit/job/" + ancient.getJobId(),
                Map.of("$.events.total", 2, "$.events.items[0].happenedAt", "-0500-03-01T10:00:00Z"));
        await200("/api/audit/job/" + late.getJobId(), Map.of("$.events.total", 1));
        await200("/api/audit/job/" + impossible.getJobId(), Map.of("$.events.total", 1));
    }

    @Test
    void anEventThatComesAgainIsThereOnceAndPagesAreInOrder() {
        UUID employer = UUID.randomUUID();
        JobCreated job = openJob(employer, "Berlin", hours(0));
        publish(job);
        publish(PlatformEvents.statusChanged(job.getJobId(), employer, 2, JobStatus.CLOSED, hours(1)));
        String trail = "/api/audit/job/" + job.getJobId();

        await().atMost(SOON)
                .untilAsserted(() -> get(trail + "?size=1&page=1")
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .jsonPath("$.events.total")
                        .isEqualTo(2)
                        .jsonPath("$.events.items[0].version")
                        .isEqualTo(2)
                        .jsonPath("$.state.status")
                        .isEqualTo("CLOSED"));
    }
}
