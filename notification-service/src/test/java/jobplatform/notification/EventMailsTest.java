package jobplatform.notification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.types.JobApplicationStatus;
import jobplatform.types.UserType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which e-mails the events bring, as the mail server gets them. */
@Tag("broker")
class EventMailsTest extends NotificationServiceTestBase {

    @Test
    void whoRegistersIsWelcomedInTextAndHtml() throws Exception {
        UserEvents user = UserEvents.newUser("seeker");

        publish(user, user.created());

        MimeMessage mail = awaitReceived(user.email(), 1).get(0);
        assertThat(mail.getSubject()).isEqualTo("Welcome to the job platform");
        assertThat(mail.getFrom()[0]).hasToString("Job Platform <no-reply@jobplatform.example>");
        assertThat(mail.getRecipients(MimeMessage.RecipientType.TO))
                .extracting(Object::toString)
                .containsExactly("\"Ann <Lee>\" <" + user.email() + ">");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("List-Unsubscribe")).isNull();
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(text(mail))
                .contains("Hello Ann <Lee>,")
                .contains("search the open jobs")
                .doesNotContain("post your first job");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(html(mail)).contains("<p>Hello Ann &lt;Lee&gt;,</p>");
    }

    @Test
    void anEmployerIsToldOfJobsToPost() throws Exception {
        UserEvents user = UserEvents.newUser("employer");

        publish(user, user.created("Bo", UserType.EMPLOYER));

        assertThat(text(awaitReceived(user.email(), 1).get(0)))
                .contains("post your first job")
                .doesNotContain("search the open jobs");
    }

    @Test
    void whoAppliesGetsItConfirmedOnceForEachApplication() throws Exception {
        UserEvents user = UserEvents.newUser("applicant");
        publish(user, user.created());
        awaitReceived(user.email(), 1);

        publish(user, user.applied("Welder & Fitter\r\nBcc: all@example.com"));
        awaitReceived(user.email(), 2);
        publish(user, user.applied("Baker"));

        List<MimeMessage> mails = awaitReceived(user.email(), 3);
        assertThat(mails.get(1).getSubject()).isEqualTo("Your application: Welder & Fitter Bcc: all@example.com");
        assertThat(mails.get(1).getHeader("Bcc")).isNull();
        assertThat(html(mails.get(1))).contains("<strong>Welder &amp; Fitter");
        assertThat(mails.get(2).getSubject()).isEqualTo("Your application: Baker");
    }

    @Test
    void anEmailWithoutWhatItsTemplatesAskForIsRefusedAndKeepsNoOtherFromBeingSent() {
        UserEvents user = UserEvents.newUser("unwritable");
        publish(user, user.created());
        awaitReceived(user.email(), 1);

        database.sql("""
                        insert into mails (id, kind, about_id, user_id, details, state, created_at, next_attempt_at)
                        values (:id, 'APPLICATION_RECEIVED', :id, :userId, '{}', 'WAITING', now(), now() - interval '1 day')
                        """)
                .param("id", UUID.randomUUID())
                .param("userId", user.id())
                .update();
        publish(user, user.applied("Baker"));

        awaitReceived(user.email(), 2);
        assertThat(outboxOf(user).items())
                .filteredOn(mail -> mail.state().equals("REFUSED"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.problem())
                        .startsWith("The e-mail cannot be written: No method or field with name 'jobTitle'"));
    }

    @Test
    void anEventThatComesAgainBringsNoSecondMailUnderWhateverMessageId() {
        UserEvents user = UserEvents.newUser("twice");
        JobApplicationReceived applied = user.applied("Baker");
        String messageId = UUID.randomUUID().toString();

        log.publish("user-events", user.id(), user.created(), messageId);
        log.publish("user-events", user.id(), user.created(), messageId);
        publish(user, user.created());
        publish(user, applied);
        publish(user, applied);
        publish(user, user.applied("Behind"));

        awaitReceived(user.email(), 3);
        assertThat(outboxOf(user).total()).isEqualTo(3);
    }

    @Test
    void whomADecisionConcernsIsToldOfIt() throws Exception {
        UserEvents applicant = UserEvents.newUser("decided");
        UserEvents employer = UserEvents.newUser("decider");
        publish(applicant, applicant.created());
        publish(employer, employer.created("Bo", UserType.EMPLOYER));
        UUID taken = UUID.randomUUID();

        publish(applicant, applicant.became(JobApplicationStatus.SHORTLISTED, employer, taken));
        publish(applicant, applicant.became(JobApplicationStatus.SHORTLISTED, employer, taken));
        publish(applicant, applicant.became(JobApplicationStatus.ACCEPTED, employer, taken));
        publish(applicant, applicant.became(JobApplicationStatus.REJECTED, employer, UUID.randomUUID()));
        publish(applicant, applicant.became(JobApplicationStatus.WITHDRAWN, employer, UUID.randomUUID()));

        List<MimeMessage> toApplicant = awaitReceived(applicant.email(), 4);
        assertThat(subjects(toApplicant))
                .containsExactlyInAnyOrder(
                        "Welcome to the job platform",
                        "You are on the shortlist: Baker",
                        "Your application was accepted: Baker",
                        "Your application was not successful: Baker");
        List<MimeMessage> toEmployer = awaitReceived(employer.email(), 2);
        assertThat(subjects(toEmployer))
                .containsExactlyInAnyOrder("Welcome to the job platform", "An application was withdrawn: Baker");
        assertThat(outboxOf(applicant).total()).isEqualTo(4);
        for (MimeMessage mail : toApplicant) {
            boolean isWelcome = mail.getSubject().startsWith("Welcome");
            assertThat(mail.getHeader("List-Unsubscribe") == null)
                    .as(mail.getSubject())
                    .isEqualTo(isWelcome);
            assertThat(text(mail)).contains("Hello Ann <Lee>,").doesNotContain("{{");
        }
    }

    @Test
    void aConfirmationWaitsUntilItIsKnownWhoApplied() throws Exception {
        UserEvents user = UserEvents.newUser("unknown");
        publish(user, user.applied("Early"));
        awaitState(user, "APPLICATION_RECEIVED", "WAITING");

        publish(user, user.created());

        assertThat(subjects(awaitReceived(user.email(), 2)))
                .containsExactlyInAnyOrder("Welcome to the job platform", "Your application: Early");
    }

    @Test
    void mailsGoToTheNewAddressOfAUserWhateverAnOlderEventSaysLater() throws Exception {
        UserEvents user = UserEvents.newUser("mover");
        String next = "next-" + user.email();
        publish(user, user.created());
        awaitReceived(user.email(), 1);
        publish(user, user.movedTo(next, 3));
        publish(user, user.movedTo("older-" + user.email(), 2));
        publish(user, user.created());

        publish(user, user.movedTo(next, 4));
        awaitVersion(user, 4);
        publish(user, user.applied("Baker"));

        assertThat(subjects(awaitReceived(next, 1))).containsExactly("Your application: Baker");
    }

    @Test
    void ofAUserWhoIsGoneNothingIsLeftAndNothingComesBack() {
        UserEvents user = UserEvents.newUser("leaver");
        publish(user, user.created());
        awaitReceived(user.email(), 1);
        awaitState(user, "WELCOME", "SENT");

        publish(user, user.deleted());
        publish(user, user.created());
        awaitGone(user);
        publish(user, user.applied("Too late"));

        awaitState(user, "APPLICATION_RECEIVED", "DROPPED");
        assertThat(outboxOf(user).items()).allSatisfy(mail -> {
            assertThat(mail.to()).isNull();
            assertThat(mail.subject()).isNull();
        });
        assertThat(rowsThatHold(user.email())).isZero();
        assertThat(received(user.email())).hasSize(1);
    }

    @Test
    void whatWaitsForAUserWhoIsGoneIsDropped() {
        UserEvents user = UserEvents.newUser("waiter");
        publish(user, user.applied("Never known"));
        awaitState(user, "APPLICATION_RECEIVED", "WAITING");

        publish(user, user.deleted());

        awaitState(user, "APPLICATION_RECEIVED", "DROPPED");
        assertThat(outboxOf(user).items().get(0).problem()).isEqualTo("The user is gone");
    }

    private long rowsThatHold(String text) {
        return database.sql("""
                        select (select count(*) from mails m where m::text like :text)
                             + (select count(*) from recipients r where r::text like :text)
                        """)
                .param("text", "%" + text + "%")
                .query(Long.class)
                .single();
    }

    private static List<String> subjects(List<MimeMessage> mails) throws Exception {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage mail : mails) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }
}
