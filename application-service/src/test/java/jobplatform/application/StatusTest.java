package jobplatform.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.types.JobApplicationStatus;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What becomes of an application. */
@Tag("broker")
class StatusTest extends ApplicationServiceTestBase {

    private UUID id;

    @BeforeEach
    void applyForAJob() {
        id = taken(openJob().getJobId(), seeker()).id();
    }

    @Test
    void isToldStepByStepInOrder() {
        become(id, "SHORTLISTED").expectStatus().isOk();
        become(id, "SHORTLISTED").expectStatus().isOk();
        ApplicationSeen accepted = seen(become(id, "ACCEPTED"), 200);

        assertThat(accepted.status()).isEqualTo("ACCEPTED");
        assertThat(accepted.version()).isEqualTo(3);
        List<SpecificRecord> events = log.recordsOf(APPLICATION_EVENTS, id.toString(), 3).stream()
                .map(log::decode)
                .toList();
        assertThat(events).hasSize(3);
        assertChange(events.get(1), 2, JobApplicationStatus.RECEIVED, JobApplicationStatus.SHORTLISTED);
        assertChange(events.get(2), 3, JobApplicationStatus.SHORTLISTED, JobApplicationStatus.ACCEPTED);
        JobApplicationStatusChanged last = (JobApplicationStatusChanged) events.get(2);
        assertThat(last.getApplicantId()).isEqualTo(accepted.applicantId());
        assertThat(last.getEmployerId()).isEqualTo(accepted.employerId());
        assertThat(last.getJobTitle()).isEqualTo("Welder");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                | ACCEPTED    | RECEIVED    | SHORTLISTED, REJECTED, WITHDRAWN
                    REJECTED    | SHORTLISTED | REJECTED    | nothing else any more
                    WITHDRAWN   | SHORTLISTED | WITHDRAWN   | nothing else any more
                    SHORTLISTED ACCEPTED  | REJECTED  | ACCEPTED  | nothing else any more
                    SHORTLISTED WITHDRAWN | ACCEPTED  | WITHDRAWN | nothing else any more
                    """)
    void changesOnlyInStepsThatAreLegal(String steps, String wanted, String from, String possible) {
        if (steps != null) {
            List.of(steps.split(" "))
                    .forEach(step -> become(id, step).expectStatus().isOk());
        }

        var answer = become(id, wanted);

        assertRefused(
                answer,
                409,
                "The application " + id + " is " + from + " and cannot become " + wanted + "; it can become "
                        + possible);
        assertThat(application(id).status()).isEqualTo(from);
    }

    @Test
    void changesOnlyFromTheVersionThatIfMatchNames() {
        assertRefused(
                becomeIfMatch("\"7\"", Map.of("status", "SHORTLISTED")),
                412,
                "If-Match does not name the application's ETag, which is \"1\"; read it again and repeat the change");
        assertThat(application(id).status()).isEqualTo("RECEIVED");

        becomeIfMatch("\"1\"", Map.of("status", "SHORTLISTED"))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"");
        becomeIfMatch("\"1\",, \"2\" ,", Map.of("status", "ACCEPTED"))
                .expectStatus()
                .isOk();
        becomeIfMatch("*", Map.of("status", "ACCEPTED")).expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "\"1\"x", "w/\"1\"", "W/\"1\"", "x*", "\"*\"", "*, \"1\"", "\"\"", ","})
    void changesNothingWhenIfMatchNamesNoTagOfOurs(String ifMatch) {
        becomeIfMatch(ifMatch, Map.of("status", "SHORTLISTED")).expectStatus().isEqualTo(412);
    }

    @Test
    void changesOnlyFromTheVersionInTheBodyWhenThereIsOne() {
        assertRefused(
                put("/api/applications/" + id + "/status", Map.of("status", "WITHDRAWN", "version", 2)),
                409,
                "version: is 2, but the application is at version 1; read it again and repeat the change");

        put("/api/applications/" + id + "/status", Map.of("status", "WITHDRAWN", "version", 1))
                .expectStatus()
                .isOk();
    }

    @Test
    void isReadOnlyWhenItChanged() {
        http.get()
                .uri("/api/applications/" + id)
                .header("If-None-Match", "\"1\"")
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @Test
    void isRefusedForAnApplicationThatIsNotThere() {
        UUID other = UUID.randomUUID();

        assertRefused(become(other, "WITHDRAWN"), 404, "There is no application " + other);
        assertRefused(get("/api/applications/" + other), 404, "There is no application " + other);
    }

    private RestTestClient.ResponseSpec becomeIfMatch(String tag, Map<String, Object> body) {
        return http.put()
                .uri("/api/applications/" + id + "/status")
                .header("If-Match", tag)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static void assertChange(
            SpecificRecord event, long version, JobApplicationStatus previous, JobApplicationStatus next) {
        JobApplicationStatusChanged change = (JobApplicationStatusChanged) event;
        assertThat(change.getVersion()).isEqualTo(version);
        assertThat(change.getPreviousStatus()).isEqualTo(previous);
        assertThat(change.getNewStatus()).isEqualTo(next);
    }
}
