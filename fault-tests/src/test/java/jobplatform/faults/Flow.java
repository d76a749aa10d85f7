package jobplatform.faults;

/** What is written, published and has effects, each kind for itself. */
enum Flow {
    /** Users of user-service, whose events have job-service keep a company for each employer. */
    USERS,
    /** Jobs of job-service, whose events have user-service count them. */
    JOBS,
    /** Events on the users' topic that nobody can read; the effect of one is its dead letter, and there is one version of each. */
    POISON
}
