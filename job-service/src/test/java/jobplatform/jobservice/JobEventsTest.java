package jobplatform.jobservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.JobStatus;
import jobplatform.types.UserType;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class JobEventsTest extends JobServiceTestBase {

    @Test
    void tellTheLifeOfAJobInOrder() {
        UUID employer = registeredEmployer();
        JobSeen job = postJob(
                employer,
                Map.of(
                        "salary", Map.of("minimum", 30000, "maximum", 42000.5, "currency", "EUR"),
                        "skills", List.of("TIG", "MIG"),
                        "remote", true));
        UUID applicant = UUID.randomUUID();
        apply(job, applicant, 1);
        put(
                "/api/jobs/" + job.id(),
                Map.of("version", 1, "title", "Master welder", "description", "Welds", "employmentType", "FULL_TIME"));
        changeStatus(job.id(), "CLOSED");
        http.delete().uri("/api/jobs/" + job.id()).exchange().expectStatus().isNoContent();

        List<SpecificRecord> events = log.recordsOf("job-events", job.id().toString(), 4).stream()
                .map(log::decode)
                .toList();

        JobCreated created = (JobCreated) events.get(0);
        assertThat(created.getVersion()).isEqualTo(1);
        assertThat(created.getEmployerId()).isEqualTo(employer);
        assertThat(created.getSalary().orElseThrow().getMaximum()).isEqualTo(new BigDecimal("42000.50"));
        assertThat(created.getSkills()).containsExactly("TIG", "MIG");
        assertThat(created.getRemote()).isTrue();
        assertThat(created.getCompanyName())
                .as("of a company that nobody named")
                .isEmpty();
        JobUpdated updated = (JobUpdated) events.get(1);
        assertThat(updated.getVersion()).isEqualTo(2);
        assertThat(updated.getChangedFields()).containsExactly("title", "salary", "skills", "remote");
        assertThat(updated.getTitle()).isEqualTo("Master welder");
        JobStatusChanged closed = (JobStatusChanged) events.get(2);
        assertThat(closed.getVersion()).isEqualTo(3);
        assertThat(closed.getPreviousStatus()).isEqualTo(JobStatus.OPEN);
        assertThat(closed.getNewStatus()).isEqualTo(JobStatus.CLOSED);
        JobDeleted deleted = (JobDeleted) events.get(3);
        assertThat(deleted.getVersion()).isEqualTo(4);
    }

    @Test
    void sayThatTheJobsOfADeletedEmployerAreClosed() {
        UUID employer = registeredEmployer();
        JobSeen open = postJob(employer, Map.of());
        JobSeen draft = postJob(employer, Map.of("draft", true));
        JobSeen closed = postJob(employer, Map.of());
        changeStatus(closed.id(), "CLOSED");

        log.publish("user-events", employer, userDeleted(employer, 2, UserType.EMPLOYER));

        assertThat(statusAfter(open.id(), 2)).isEqualTo(JobStatus.CLOSED);
        assertThat(statusAfter(draft.id(), 2)).isEqualTo(JobStatus.CLOSED);
        assertThat(job(closed.id()).version()).as("was closed already").isEqualTo(2);
        post(
                        "/api/jobs",
                        Map.of("employerId", employer, "title", "T", "description", "D", "employmentType", "CONTRACT"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("employerId: belongs to an account that was deleted");
    }

    @Test
    void goOnBehindAMessageThatIsNoAvro() {
        UUID employer = UUID.randomUUID();
        byte[] junk = "this is no Avro".getBytes(StandardCharsets.UTF_8);

        log.publishBytes("user-events", employer.toString(), junk);
        log.publish("user-events", employer, userCreated(employer, 1, UserType.EMPLOYER));

        awaitCompanies(employer, 1);
        assertThat(log.recordsOf("user-events.job-service.dlt", employer.toString(), 1))
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(junk))
                .satisfies(letter -> assertThat(new String(
                                letter.headers().lastHeader("avenant-dlt-group").value(), StandardCharsets.UTF_8))
                        .isEqualTo("job-service"));
    }

    private JobStatus statusAfter(UUID job, int events) {
        SpecificRecord last =
                log.decode(log.recordsOf("job-events", job.toString(), events).get(events - 1));
        return ((JobStatusChanged) last).getNewStatus();
    }
}
