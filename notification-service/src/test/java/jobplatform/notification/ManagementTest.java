package jobplatform.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the service tells whoever watches it: health, metrics and the outbox. */
@Tag("broker")
class ManagementTest extends NotificationServiceTestBase {

    @Test
    void givesPrometheusWhatBecameOfMailsAndNothingPersonal() {
        UserEvents user = UserEvents.newUser("measured");
        publish(user, user.created());
        awaitState(user, "WELCOME", "SENT");

        assertThat(read("/actuator/prometheus"))
                .contains("jobplatform_mails_total{outcome=\"sent\"}")
                .contains("jobplatform_mails_waiting ", "jobplatform_mails_waiting_age_seconds ")
                .doesNotContain(user.email());
    }

    @Test
    void isWellWhileTheMailServerTakesMails() {
        assertThat(read("/actuator/health")).contains("\"mails\":{", "\"waiting\":");
        assertThat(read("/actuator/health/readiness")).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void theOutboxShowsAMailWhole() {
        UserEvents user = UserEvents.newUser("shown");
        publish(user, user.created());
        awaitState(user, "WELCOME", "SENT");
        MailSeen listed = outboxOf(user).items().get(0);

        String mail = read("/api/outbox/" + listed.id());

        assertThat(listed.text()).isNull();
        assertThat(mail)
                .contains("\"kind\":\"WELCOME\"", "\"state\":\"SENT\"", "\"attempts\":1")
                .contains("\"to\":\"" + user.email() + "\"")
                .contains("\"subject\":\"Welcome to the job platform\"", "Hello Ann <Lee>", "Hello Ann &lt;Lee&gt;");
    }

    @Test
    void aMailThatIsNotThereIsSaidSo() {
        UUID id = UUID.randomUUID();

        http.get()
                .uri("/api/outbox/" + id)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("There is no e-mail " + id);
        http.get().uri("/api/outbox?state=LOST").exchange().expectStatus().isBadRequest();
        http.get()
                .uri("/api/outbox?stat=SENT")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("stat: is not a known parameter; known are page, size, state, userId");
    }

    @Test
    void describesTheApiToPrograms() {
        assertThat(read("/v3/api-docs"))
                .contains("\"List the e-mails\"", "\"/api/unsubscribe/{token}\"", "\"/api/outbox/{id}\"");
    }

    private String read(String path) {
        return String.valueOf(http.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
