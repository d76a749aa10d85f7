package jobplatform.notification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A recipient ends a kind of e-mails with what is in one of them. */
@Tag("broker")
class UnsubscribeTest extends NotificationServiceTestBase {

    @Test
    void aMailProgramEndsConfirmationsWithOnePost() throws Exception {
        UserEvents user = UserEvents.newUser("tired");
        MimeMessage mail = confirmation(user);
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        String path = unsubscribePath(mail);

        String page = body(http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("List-Unsubscribe=One-Click")
                .exchange());
        publish(user, user.applied("Another"));

        assertThat(page).contains("You get no more of these e-mails");
        awaitState(user, "APPLICATION_RECEIVED", "DROPPED");
        assertThat(received(user.email())).hasSize(2);
        assertThat(outboxOf(user).items().get(0).problem()).isEqualTo("The user opted out");
    }

    @Test
    void lookingAtTheLinkEndsNothing() throws Exception {
        UserEvents user = UserEvents.newUser("curious");
        String path = unsubscribePath(confirmation(user));

        String page = body(http.get().uri(path).exchange());
        publish(user, user.applied("Another"));

        assertThat(page).contains("<form method=\"post\">", "<button");
        awaitReceived(user.email(), 3);
    }

    @Test
    void aTokenOfNobodyAndOneOfAMailThatCannotBeEndedAreUnknown() throws Exception {
        UserEvents user = UserEvents.newUser("guesser");
        publish(user, user.created());
        awaitReceived(user.email(), 1);

        for (String path : new String[] {"/api/unsubscribe/guessed", "/api/unsubscribe/" + tokenOfWelcome(user)}) {
            http.get().uri(path).exchange().expectStatus().isNotFound();
            String problem = body(http.post().uri(path).exchange());
            assertThat(problem).contains("This link ends no e-mails: it is not whole, or its account is gone");
        }
    }

    @Test
    void aLinkStaysTheSameFromOneAttemptToTheNext() throws Exception {
        UserEvents user = UserEvents.newUser("again");
        publish(user, user.created());
        awaitReceived(user.email(), 1);
        String token = "A".repeat(7) + UUID.randomUUID();

        database.sql("""
                        insert into mails (id, kind, about_id, user_id, details, unsubscribe_token, state, attempts)
                        values (:id, 'APPLICATION_RECEIVED', :id, :userId, '{"jobTitle": "Baker"}', :token, 'WAITING', 1)
                        """)
                .param("id", UUID.randomUUID())
                .param("userId", user.id())
                .param("token", token)
                .update();

        assertThat(unsubscribePath(awaitReceived(user.email(), 2).get(1))).endsWith("/" + token);
    }

    @Test
    void theLinkOfAUserWhoIsGoneIsUnknown() throws Exception {
        UserEvents user = UserEvents.newUser("gone");
        String path = unsubscribePath(confirmation(user));

        publish(user, user.deleted());
        awaitGone(user);

        http.post().uri(path).exchange().expectStatus().isNotFound();
    }

    private MimeMessage confirmation(UserEvents user) {
        publish(user, user.created());
        awaitReceived(user.email(), 1);
        publish(user, user.applied("Baker"));
        return awaitReceived(user.email(), 2).get(1);
    }

    private String tokenOfWelcome(UserEvents user) {
        return database.sql("select unsubscribe_token from mails where user_id = :id and kind = 'WELCOME'")
                .param("id", user.id())
                .query(String.class)
                .single();
    }

    private static String body(RestTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }
}
