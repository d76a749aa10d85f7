package jobplatform.notification;

import java.util.Map;
import jobplatform.job.events.JobApplicationReceived;
import jobplatform.notification.mail.MailKind;
import jobplatform.notification.mail.MailQueue;
import jobplatform.notification.recipient.Recipients;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.springframework.stereotype.Component;

/**
 * Which event brings which e-mail. It runs in the transaction of the event and talks to no mail server, so a listener
 * never waits for one.
 */
@Component
class EventMails {

    private final Recipients recipients;
    private final MailQueue mails;

    EventMails(Recipients recipients, MailQueue mails) {
        this.recipients = recipients;
        this.mails = mails;
    }

    /** A user registered, and is welcomed. */
    void registered(UserCreated event) {
        recipients.note(
                event.getUserId(),
                event.getVersion(),
                event.getEmail(),
                event.getFullName().orElse(event.getUsername()));
        mails.add(
                MailKind.WELCOME,
                event.getUserId(),
                event.getUserId(),
                Map.of("userType", event.getUserType().name()));
    }

    /** A user's address or name changed: what waits goes to the new one. */
    void updated(UserUpdated event) {
        recipients.note(
                event.getUserId(),
                event.getVersion(),
                event.getEmail(),
                event.getFullName().orElse(event.getUsername()));
    }

    /** An account was deleted: nothing of the person stays here. */
    void departed(UserDeleted event) {
        recipients.forget(event.getUserId(), event.getVersion());
        mails.erase(event.getUserId());
    }

    /** Somebody applied for a job, and gets that confirmed; not before it is known who that is. */
    void applied(JobApplicationReceived event) {
        mails.add(
                MailKind.APPLICATION_RECEIVED,
                event.getApplicationId(),
                event.getApplicantId(),
                Map.of("jobTitle", event.getJobTitle()));
    }
}
