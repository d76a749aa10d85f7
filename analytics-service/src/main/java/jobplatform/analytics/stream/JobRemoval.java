package jobplatform.analytics.stream;

import java.time.Instant;
import java.util.UUID;

/** The last version of a job, with which it is gone. It counts nothing, but what is known of the job is needed no longer. */
record JobRemoval(UUID jobId, UUID employerId, long version, Instant at) implements Fact {}
