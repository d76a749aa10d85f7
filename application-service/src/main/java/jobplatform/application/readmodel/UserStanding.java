package jobplatform.application.readmodel;

/** What a user is to applications. */
public enum UserStanding {
    /** No event has told of that user yet. */
    UNKNOWN,
    /** May apply. */
    JOB_SEEKER,
    /** Is known, and does not look for a job. */
    OTHER,
    /** The account was deleted. */
    GONE
}
