package jobplatform.search.readmodel;

import java.util.List;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.user.events.UserDeleted;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Takes what the events say into the read model, which nothing else writes. While a new generation is built, an event
 * goes to that one too.
 */
@Component
public class JobReadModel {

    private final Generations generations;
    private final JobTable jobs;
    private final ApplicationEventPublisher changes;

    JobReadModel(Generations generations, JobTable jobs, ApplicationEventPublisher changes) {
        this.generations = generations;
        this.jobs = jobs;
        this.changes = changes;
    }

    /** A job was posted. */
    public void created(JobCreated event) {
        note(generations.live(), JobRow.of(event));
    }

    /** A job was edited. */
    public void updated(JobUpdated event) {
        note(generations.live(), JobRow.of(event));
    }

    /** A job was opened or closed. */
    public void statusChanged(JobStatusChanged event) {
        note(generations.live(), JobRow.of(event));
    }

    /** A job was removed. */
    public void deleted(JobDeleted event) {
        generations.live().forEach(generation -> remove(generation, event));
        changes.publishEvent(new ReadModelChanged());
    }

    /** An account was deleted: none of its jobs is found any more, not even one whose event comes later. */
    public void employerDeparted(UserDeleted event) {
        jobs.noteDeparted(event.getUserId());
        changes.publishEvent(new ReadModelChanged());
    }

    /**
     * Takes an event of the topics into one generation alone; what the read model does not follow it leaves out. All employers
     * are held.
     */
    void replay(int generation, Object event) {
        if (event instanceof JobCreated created) {
            jobs.note(generation, JobRow.of(created));
        } else if (event instanceof JobUpdated updated) {
            jobs.note(generation, JobRow.of(updated));
        } else if (event instanceof JobStatusChanged changed) {
            jobs.note(generation, JobRow.of(changed));
        } else if (event instanceof JobDeleted deleted) {
            remove(generation, deleted);
        } else if (event instanceof UserDeleted departed) {
            employerDeparted(departed);
        }
    }

    private void note(List<Integer> live, JobRow row) {
        jobs.hold(row.employerId());
        live.forEach(generation -> jobs.note(generation, row));
        changes.publishEvent(new ReadModelChanged());
    }

    private void remove(int generation, JobDeleted event) {
        jobs.remove(generation, event.getJobId(), event.getEmployerId(), event.getVersion());
    }
}
