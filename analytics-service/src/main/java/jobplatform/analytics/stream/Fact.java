package jobplatform.analytics.stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;

/** What one event says that counts for figures. Nothing in it is personal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobFact.class, name = "job"),
    @JsonSubTypes.Type(value = JobRemoval.class, name = "removal"),
    @JsonSubTypes.Type(value = ApplicationFact.class, name = "application")
})
sealed interface Fact permits JobFact, JobRemoval, ApplicationFact {

    /** The job that it is about. */
    UUID jobId();

    /** Who posted that job. */
    UUID employerId();

    /** The version of the job, or of the application, after the event. */
    long version();

    /** When it happened. */
    Instant at();
}
