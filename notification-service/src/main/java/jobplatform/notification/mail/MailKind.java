package jobplatform.notification.mail;

import java.util.Locale;

/** What e-mails there are; the templates of each are named after it. */
public enum MailKind {
    /** Says that there is an account now. It comes once, belongs to the account, and cannot be opted out of. */
    WELCOME("Welcome to the job platform", false),

    /** Confirms an application to who applied. */
    APPLICATION_RECEIVED("Your application: {{jobTitle}}", true),

    /** Tells who applied that the employer looks at the application more closely. */
    APPLICATION_SHORTLISTED("You are on the shortlist: {{jobTitle}}", true),

    /** Tells who applied that the employer wants them. */
    APPLICATION_ACCEPTED("Your application was accepted: {{jobTitle}}", true),

    /** Tells who applied that the employer does not want them. */
    APPLICATION_REJECTED("Your application was not successful: {{jobTitle}}", true),

    /** Tells the employer that an applicant wants the job no more. */
    APPLICATION_WITHDRAWN("An application was withdrawn: {{jobTitle}}", true),

    /** Tells a job seeker who asked for it of a new job that suits. It goes to many at once. */
    JOB_SUGGESTED("A job for you: {{jobTitle}}", true);

    private final String subject;
    private final boolean isOptional;

    MailKind(String subject, boolean isOptional) {
        this.subject = subject;
        this.isOptional = isOptional;
    }

    String subject() {
        return subject;
    }

    /** Whether a user may have no more of them. */
    public boolean isOptional() {
        return isOptional;
    }

    /** Whether one event may bring it to many users; it waits then for what is meant for one. */
    boolean isBulk() {
        return this == JOB_SUGGESTED;
    }

    /** The name of its templates, without what tells them apart. */
    String templateName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
