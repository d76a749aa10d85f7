package jobplatform.jobservice.job;

import dev.avenant.service.access.Caller;
import dev.avenant.service.access.ForbiddenException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose eyes jobs are seen with. Open jobs are public; any other is there for its employer, and for administrators, and for
 * everybody else as little as one that never was.
 *
 * @param userId who asks, null when nobody has signed in
 * @param seesAll whether every job is there for whoever asks, and to be changed
 */
public record Viewer(@Nullable UUID userId, boolean seesAll) {

    /** Who asks, or nobody. */
    public static Viewer of(@Nullable Caller caller) {
        return caller == null ? new Viewer(null, false) : new Viewer(caller.id(), caller.isAdministrator());
    }

    /** Whether the job is there for whoever asks. */
    boolean sees(Job job) {
        return job.status() == JobStatus.OPEN || owns(job);
    }

    private boolean owns(Job job) {
        return seesAll || job.employerId().equals(userId);
    }

    /**
     * Answers the job, which whoever asks may change.
     *
     * @throws JobNotFoundException if it is not there for them
     * @throws ForbiddenException if it is somebody else's
     */
    Job requireOwn(Job job) {
        if (!sees(job)) {
            throw new JobNotFoundException(job.id());
        }
        if (!owns(job)) {
            throw new ForbiddenException("The job " + job.id() + " is another employer's");
        }
        return job;
    }
}
