package jobplatform.jobservice.job;

import dev.avenant.service.OutdatedVersionException;
import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import jobplatform.jobservice.company.Company;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Posts jobs and changes them. Each change is one database transaction with the event that tells of it, and holds the
 * job's row, so that changes of one job follow each other and its version grows by one with each.
 */
@Service
@Transactional
public class JobBoard {

    private final Jobs jobs;
    private final NewJobs newJobs;
    private final JobSearch search;
    private final Employers employers;
    private final JobEvents events;
    private final Clock clock;

    JobBoard(Jobs jobs, NewJobs newJobs, JobSearch search, Employers employers, JobEvents events, Clock clock) {
        this.jobs = jobs;
        this.newJobs = newJobs;
        this.search = search;
        this.employers = employers;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Posts a job.
     *
     * @param poster the company, its owner, or both
     * @throws NoSuchEmployerException if the poster is not known or gone
     * @throws dev.avenant.service.access.ForbiddenException if the company is another employer's
     */
    public Job post(Poster poster, Viewer viewer, Offer offer, boolean draft) {
        Company company = employers.companyOf(poster, viewer);
        Job job = Job.post(company, offer, draft, clock.instant());
        newJobs.add(job);
        events.created(job, company.givenName());
        return job;
    }

    /**
     * Changes what a job offers. A change that changes nothing is no event and leaves the version as it is.
     *
     * @param expectedVersion the version that the change was made to; null to change whatever is there
     * @throws JobNotFoundException if there is no such job for whoever asks
     * @throws dev.avenant.service.access.ForbiddenException if it is another employer's
     * @throws OutdatedVersionException if the job is at another version
     */
    public Job revise(UUID id, Viewer viewer, @Nullable Long expectedVersion, Offer offer) {
        Job before = lock(id, viewer);
        if (expectedVersion != null && expectedVersion != before.version()) {
            throw new OutdatedVersionException("job", expectedVersion, before.version());
        }
        List<String> changed = before.offer().fieldsChangedIn(offer);
        if (changed.isEmpty()) {
            return before;
        }
        Job after = jobs.save(before.offering(offer, clock.instant()));
        events.updated(after, changed);
        return after;
    }

    /**
     * Lets a job take applications. For a job that does already nothing happens.
     *
     * @throws JobNotFoundException if there is no such job for whoever asks
     * @throws dev.avenant.service.access.ForbiddenException if it is another employer's
     * @throws NoSuchEmployerException if the employer's account was deleted
     */
    public Job open(UUID id, Viewer viewer) {
        employers.requireAccountBehind(getOwn(id, viewer));
        Job job = lock(id, viewer);
        return job.status() == JobStatus.OPEN ? job : changeStatus(job, each -> each.open(clock.instant()));
    }

    /**
     * Lets a job take no more applications. For a job that is closed already nothing happens.
     *
     * @throws JobNotFoundException if there is no such job for whoever asks
     * @throws dev.avenant.service.access.ForbiddenException if it is another employer's
     */
    public Job close(UUID id, Viewer viewer) {
        Job job = lock(id, viewer);
        return job.status() == JobStatus.CLOSED ? job : changeStatus(job, each -> each.close(clock.instant()));
    }

    /** Closes what is not closed of an employer's jobs. */
    public void closeAllOf(UUID employerId) {
        jobs.findWithLockByEmployerIdAndStatusNotOrderById(employerId, JobStatus.CLOSED)
                .forEach(job -> changeStatus(job, each -> each.close(clock.instant())));
    }

    /**
     * Removes a job with its applications.
     *
     * @throws JobNotFoundException if there is no such job for whoever asks
     * @throws dev.avenant.service.access.ForbiddenException if it is another employer's
     */
    public void remove(UUID id, Viewer viewer) {
        Job job = lock(id, viewer);
        jobs.delete(job);
        events.deleted(job, clock.instant());
    }

    /**
     * Counts an application that the caller has stored in the same transaction, which holds the job. It was taken while the
     * job was open, so it counts though the job may be closed by now. It is no change of the job, and leaves its version as
     * it is.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void countApplication(UUID id) {
        jobs.countApplication(id);
    }

    /**
     * The job.
     *
     * @throws JobNotFoundException if there is no such job for whoever asks
     */
    @Transactional(readOnly = true)
    public Job get(UUID id, Viewer viewer) {
        return jobs.findById(id).filter(viewer::sees).orElseThrow(() -> new JobNotFoundException(id));
    }

    /**
     * The job, which whoever asks may change.
     *
     * @throws JobNotFoundException if there is no such job for them
     * @throws dev.avenant.service.access.ForbiddenException if it is another employer's
     */
    @Transactional(readOnly = true)
    public Job getOwn(UUID id, Viewer viewer) {
        return viewer.requireOwn(jobs.findById(id).orElseThrow(() -> new JobNotFoundException(id)));
    }

    /** A page of the jobs that meet all criteria and are there for whoever asks, the newest first. */
    @Transactional(readOnly = true)
    public PageOf<Job> find(JobCriteria criteria, Viewer viewer, PageQuery query) {
        return search.search(criteria, viewer, query);
    }

    private Job changeStatus(Job before, Function<Job, Job> change) {
        Job after = jobs.save(change.apply(before));
        events.statusChanged(after, before.status());
        return after;
    }

    private Job lock(UUID id, Viewer viewer) {
        return viewer.requireOwn(jobs.findWithLockById(id).orElseThrow(() -> new JobNotFoundException(id)));
    }
}
