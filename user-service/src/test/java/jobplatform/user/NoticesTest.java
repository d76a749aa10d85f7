package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.testing.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.types.JobApplicationStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users are told of applications. */
@Tag("broker")
class NoticesTest extends UserServiceTestBase {

    private static final String TOPIC = "application-events";

    private EventLog log;
    private UUID employer;
    private UUID applicant;

    @BeforeEach
    void registerBoth() {
        log = new EventLog(environment);
        employer = registerEmployer(newName("employer"));
        applicant = register(Map.of(
                "username", newName("seeker"), "email", newName("s") + "@example.com", "password", "longenough"));
    }

    @Test
    void tellTheEmployerOfAnApplicationOnceAndRememberThatItWasRead() {
        UUID application = UUID.randomUUID();
        log.publish(TOPIC, application, received(application));
        log.publish(TOPIC, application, received(application));
        // under the same key, so that it comes behind
        log.publish(TOPIC, application, received(UUID.randomUUID()));
        List<NoticeSeen> notices = awaitNotices(employer, 2);

        NoticeSeen told = notices.get(1);
        assertThat(told.kind()).isEqualTo("APPLICATION_RECEIVED");
        assertThat(told.applicationId()).isEqualTo(application);
        assertThat(told.jobTitle()).isEqualTo("Welder");
        assertThat(told.readAt()).isNull();
        Instant readAt = Objects.requireNonNull(markRead(employer, told.id()).readAt());
        assertThat(List.of(told.createdAt(), readAt))
                .allSatisfy(time -> assertThat(time).isEqualTo(time.truncatedTo(ChronoUnit.MILLIS)));
        assertThat(markRead(employer, told.id()).readAt()).isEqualTo(readAt);
        assertThat(notices(employer, "?unread=true"))
                .extracting(NoticeSeen::id)
                .containsExactly(notices.get(0).id());
        assertThat(notices(employer, "")).hasSize(2);
    }

    @Test
    void tellWhomADecisionConcerns() {
        UUID application = UUID.randomUUID();
        log.publish(TOPIC, application, became(application, JobApplicationStatus.SHORTLISTED));
        log.publish(TOPIC, application, became(application, JobApplicationStatus.ACCEPTED));
        log.publish(TOPIC, application, became(application, JobApplicationStatus.REJECTED));
        log.publish(TOPIC, application, became(application, JobApplicationStatus.WITHDRAWN));

        assertThat(awaitNotices(employer, 1)).extracting(NoticeSeen::kind).containsExactly("APPLICATION_WITHDRAWN");
        assertThat(notices(applicant, ""))
                .extracting(NoticeSeen::kind)
                .containsExactly("APPLICATION_REJECTED", "APPLICATION_ACCEPTED", "APPLICATION_SHORTLISTED");
    }

    @Test
    void goWithTheUserAndDoNotComeBack() {
        UUID application = UUID.randomUUID();
        log.publish(TOPIC, application, became(application, JobApplicationStatus.SHORTLISTED));
        awaitNotices(applicant, 1);
        http.delete().uri("/api/users/" + applicant).exchange().expectStatus().isNoContent();

        log.publish(TOPIC, application, became(application, JobApplicationStatus.REJECTED));
        log.publish(TOPIC, application, received(application));

        awaitNotices(employer, 1);
        http.get()
                .uri("/api/users/" + applicant + "/notifications")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void areReadByTheirUserAlone() {
        UUID application = UUID.randomUUID();
        log.publish(TOPIC, application, received(application));
        UUID id = awaitNotices(employer, 1).get(0).id();

        var answer = http.put()
                .uri("/api/users/" + applicant + "/notifications/" + id + "/read")
                .exchange();

        answer.expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The user " + applicant + " has no notification " + id);
        assertThat(notices(employer, "?unread=true")).hasSize(1);
    }

    private List<NoticeSeen> awaitNotices(UUID user, int count) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> notices(user, ""), notices -> notices.size() == count);
    }

    private List<NoticeSeen> notices(UUID user, String query) {
        return Objects.requireNonNull(http.get()
                        .uri("/api/users/" + user + "/notifications" + query)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(PageSeen.class)
                        .returnResult()
                        .getResponseBody())
                .items();
    }

    private NoticeSeen markRead(UUID user, UUID id) {
        return Objects.requireNonNull(http.put()
                .uri("/api/users/" + user + "/notifications/" + id + "/read")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(NoticeSeen.class)
                .returnResult()
                .getResponseBody());
    }

    private JobApplicationReceived received(UUID application) {
        return ApplicationEvents.received(application, applicant, employer);
    }

    private JobApplicationStatusChanged became(UUID application, JobApplicationStatus status) {
        return ApplicationEvents.became(application, applicant, employer, status);
    }

    /** What these tests read of a notice. */
    record NoticeSeen(
            UUID id,
            String kind,
            UUID applicationId,
            String jobTitle,
            Instant createdAt,
            @Nullable Instant readAt) {}

    /** A page of them. */
    record PageSeen(List<NoticeSeen> items) {}
}
