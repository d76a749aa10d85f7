package jobplatform.jobservice.job;

/** Where a job stands. */
public enum JobStatus {
    /** Not public yet. */
    DRAFT,
    /** Takes applications. */
    OPEN,
    /** Takes no applications any more. */
    CLOSED
}
