package jobplatform.search.readmodel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a rebuilding of the index goes or went.
 *
 * @param state where it stands
 * @param startedAt when it was begun, null when none was
 * @param endedAt when it ended, null while it goes on
 * @param events how many events of the topics were read
 * @param skipped how many more could not be read
 * @param jobs how many jobs the new index knows, those that are not open included; 0 until it answers
 * @param problem what went wrong, null when nothing did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RebuildReport(
        State state,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long events,
        long skipped,
        long jobs,
        @Nullable String problem) {

    static final RebuildReport NONE = new RebuildReport(State.NONE, null, null, 0, 0, 0, null);

    /** Where it stands. */
    public enum State {
        /** None was asked of this process. */
        NONE,
        RUNNING,
        DONE,
        FAILED
    }

    static RebuildReport started(Instant now) {
        return new RebuildReport(State.RUNNING, now, null, 0, 0, 0, null);
    }

    RebuildReport read(long more) {
        return new RebuildReport(state, startedAt, endedAt, events + more, skipped, jobs, problem);
    }

    RebuildReport done(Instant now, long allEvents, long allSkipped, long allJobs) {
        return new RebuildReport(State.DONE, startedAt, now, allEvents, allSkipped, allJobs, null);
    }

    RebuildReport failed(Instant now, String why) {
        return new RebuildReport(State.FAILED, startedAt, now, events, skipped, jobs, why);
    }
}
