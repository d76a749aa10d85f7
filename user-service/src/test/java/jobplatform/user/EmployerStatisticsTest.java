package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.testing.EventLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.types.EmploymentType;
import jobplatform.types.JobStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("broker")
class EmployerStatisticsTest extends UserServiceTestBase {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private EventLog log;
    private UUID employer;

    @BeforeEach
    void registerAnEmployer() {
        log = new EventLog(environment);
        employer = registerEmployer(newName("employer"));
    }

    @Test
    void countJobsAndApplications() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        UUID third = UUID.randomUUID();

        log.publish("job-events", first, created(first));
        log.publish("application-events", first, application(first, 1));
        log.publish("application-events", first, application(first, 2));
        log.publish("job-events", second, created(second));
        log.publish("job-events", second, statusChanged(second, 2, JobStatus.CLOSED));
        log.publish("job-events", third, created(third));
        log.publish("job-events", third, deleted(third, 2));

        awaitFigures(new Figures(3, 1, 1, 2));
    }

    @Test
    void takeTheSameMessageOnceAndALateOneForWhatItIs() {
        UUID job = UUID.randomUUID();
        JobStatusChanged reopened = statusChanged(job, 3, JobStatus.OPEN);

        log.publish("job-events", job, reopened, "the-same-" + job);
        log.publish("job-events", job, reopened, "the-same-" + job);
        log.publish("application-events", job, application(job, 2));
        log.publish("application-events", job, application(job, 1));
        log.publish("job-events", job, statusChanged(job, 2, JobStatus.CLOSED));
        log.publish("job-events", job, created(job));
        UUID last = UUID.randomUUID();
        log.publish("job-events", last, created(last));

        awaitFigures(new Figures(2, 2, 0, 2));
    }

    @Test
    void countTheApplicationsThatTheLatestEventSays() {
        UUID job = UUID.randomUUID();
        log.publish("job-events", job, created(job));
        log.publish("application-events", job, application(job, 2));
        log.publish("application-events", job, application(job, 1));
        UUID last = UUID.randomUUID();
        log.publish("application-events", job, application(last, 1));

        awaitFigures(new Figures(2, 2, 0, 3));
    }

    @Test
    void goWithTheirEmployerAlsoWhileAnApplicationIsInWork(
            @Autowired UserAccounts accounts,
            @Autowired JdbcClient database,
            @Autowired TransactionTemplate transaction) {
        UUID job = UUID.randomUUID();
        log.publish("application-events", job, application(job, 1));
        awaitFigures(new Figures(1, 1, 0, 1));

        transaction.executeWithoutResult(begun -> {
            database.sql("set local deadlock_timeout = '10ms'").update();
            database.sql("select id from users where id = :id for update")
                    .param("id", employer)
                    .query(UUID.class)
                    .single();
            log.publish("application-events", job, application(job, 2));
            await().pollInSameThread()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> doesSomebodyWaitForThisTransaction(database));
            accounts.delete(employer, any -> {});
        });

        http.get().uri("/api/users/" + employer).exchange().expectStatus().isNotFound();
    }

    @Test
    void goOnBehindAMessageThatIsNoAvro() {
        UUID job = UUID.randomUUID();
        byte[] junk = "this is no Avro".getBytes(StandardCharsets.UTF_8);

        log.publishBytes("job-events", job.toString(), junk);
        log.publish("job-events", job, created(job));

        awaitFigures(new Figures(1, 1, 0, 0));
        assertThat(log.recordsOf("job-events.user-service.dlt", job.toString(), 1))
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(junk));
    }

    @Test
    void areNotKeptOfAJobSeeker() {
        UUID seeker = register(Map.of(
                "username", newName("seeker"), "email", newName("s") + "@example.com", "password", "longenough"));

        var answer =
                http.get().uri("/api/users/" + seeker + "/employer-statistics").exchange();

        answer.expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The user " + seeker + " is no employer");
    }

    private static boolean doesSomebodyWaitForThisTransaction(JdbcClient database) {
        return database.sql("""
                        select exists (
                          select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))
                        """).query(Boolean.class).single();
    }

    private void awaitFigures(Figures expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(figures()).isEqualTo(expected));
    }

    private Figures figures() {
        return Objects.requireNonNull(http.get()
                .uri("/api/users/" + employer + "/employer-statistics")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Figures.class)
                .returnResult()
                .getResponseBody());
    }

    private JobCreated created(UUID job) {
        return JobCreated.newBuilder()
                .setJobId(job)
                .setVersion(1)
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(employer)
                .setTitle("Welder")
                .setDescription("Welds")
                .setEmploymentType(EmploymentType.FULL_TIME)
                .setSkills(List.of())
                .setStatus(JobStatus.OPEN)
                .setCreatedAt(NOW)
                .build();
    }

    private JobStatusChanged statusChanged(UUID job, long version, JobStatus status) {
        return JobStatusChanged.newBuilder()
                .setJobId(job)
                .setVersion(version)
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(employer)
                .setPreviousStatus(status == JobStatus.OPEN ? JobStatus.CLOSED : JobStatus.OPEN)
                .setNewStatus(status)
                .setChangedAt(NOW)
                .build();
    }

    private JobApplicationReceived application(UUID job, int count) {
        return JobApplicationReceived.newBuilder()
                .setJobId(job)
                .setVersion(1)
                .setApplicationId(UUID.randomUUID())
                .setApplicantId(UUID.randomUUID())
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(employer)
                .setJobTitle("Welder")
                .setApplicationCount(count)
                .setCoverLetter(null)
                .setAppliedAt(NOW)
                .build();
    }

    private JobDeleted deleted(UUID job, long version) {
        return JobDeleted.newBuilder()
                .setJobId(job)
                .setVersion(version)
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(employer)
                .setDeletedAt(NOW)
                .build();
    }

    /** What is answered of an employer. */
    record Figures(long jobsPosted, long jobsOpen, long jobsClosed, long applicationsReceived) {}
}
