package jobplatform.analytics.stream;

import java.time.Instant;
import java.util.UUID;

/**
 * A version of an application.
 *
 * @param applicationId the application
 * @param stage where it stands after the event
 */
record ApplicationFact(UUID applicationId, UUID jobId, UUID employerId, long version, Instant at, Stage stage)
        implements Fact {}
