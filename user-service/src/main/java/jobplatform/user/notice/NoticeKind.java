package jobplatform.user.notice;

/** What a notice tells. */
public enum NoticeKind {
    /** Somebody applied for a job of the user. */
    APPLICATION_RECEIVED,
    /** The applicant withdrew an application for a job of the user. */
    APPLICATION_WITHDRAWN,
    /** The employer looks at an application of the user more closely. */
    APPLICATION_SHORTLISTED,
    /** The employer accepted an application of the user. */
    APPLICATION_ACCEPTED,
    /** The employer rejected an application of the user. */
    APPLICATION_REJECTED
}
