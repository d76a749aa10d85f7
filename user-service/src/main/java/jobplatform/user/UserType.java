package jobplatform.user;

/** What a user comes to the job platform for. */
public enum UserType {
    JOB_SEEKER,
    EMPLOYER
}
