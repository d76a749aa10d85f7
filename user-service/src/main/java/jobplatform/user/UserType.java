package jobplatform.user;

/** What a user comes to the job platform for. */
public enum UserType {
    JOB_SEEKER,
    EMPLOYER,
    /** Nothing; comes into being by configuration alone, and may do everything. Other services do not hear of it. */
    ADMINISTRATOR
}
