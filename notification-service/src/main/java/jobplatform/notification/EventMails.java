package jobplatform.notification;

import java.util.Map;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.notification.mail.MailKind;
import jobplatform.notification.mail.MailQueue;
import jobplatform.notification.mail.OptOuts;
import jobplatform.notification.recipient.Interests;
import jobplatform.notification.recipient.Recipients;
import jobplatform.types.WorkProfile;
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
    private final OptOuts optOuts;

    EventMails(Recipients recipients, MailQueue mails, OptOuts optOuts) {
        this.recipients = recipients;
        this.mails = mails;
        this.optOuts = optOuts;
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

    /** A user's profile changed: what waits goes to the new address, and what suits may be another. */
    void updated(UserUpdated event) {
        recipients.note(
                event.getUserId(),
                event.getVersion(),
                event.getEmail(),
                event.getFullName().orElse(event.getUsername()));
        event.getWorkProfile().ifPresent(profile -> interested(event, profile));
    }

    /** Who asks for suggestions anew gets them, whatever was ended by a link before. */
    private void interested(UserUpdated event, WorkProfile profile) {
        Interests interests = Interests.of(event.getUserType(), profile);
        if (recipients.noteInterests(event.getUserId(), event.getVersion(), interests)) {
            optOuts.end(event.getUserId(), MailKind.JOB_SUGGESTED);
        }
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

    /** The employer decided on an application, which the applicant is told; or the applicant, which the employer is. */
    void decided(JobApplicationStatusChanged event) {
        switch (event.getNewStatus()) {
            case SHORTLISTED -> tell(MailKind.APPLICATION_SHORTLISTED, event, event.getApplicantId());
            case ACCEPTED -> tell(MailKind.APPLICATION_ACCEPTED, event, event.getApplicantId());
            case REJECTED -> tell(MailKind.APPLICATION_REJECTED, event, event.getApplicantId());
            case WITHDRAWN -> tell(MailKind.APPLICATION_WITHDRAWN, event, event.getEmployerId());
            case RECEIVED, UNSPECIFIED -> {
                // Nobody decided anything.
            }
        }
    }

    private void tell(MailKind kind, JobApplicationStatusChanged event, UUID userId) {
        mails.add(kind, event.getApplicationId(), userId, Map.of("jobTitle", event.getJobTitle()));
    }
}
