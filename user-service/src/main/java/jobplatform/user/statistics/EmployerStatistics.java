package jobplatform.user.statistics;

import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.JobStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps one row for each job of an employer, from what the events of jobs and applications say, and counts them.
 *
 * <p>An event may come late, when it was mended and replayed after its successors. So a status counts only if it is of
 * a later version of the job than the one that is known, and a number of applications only if it is larger. Events of
 * employers who are gone leave nothing; who is being deleted is waited for, before anything of theirs is held.
 */
@Component
public class EmployerStatistics {

    private static final String NOTE_STATUS = """
            insert into posted_jobs (job_id, employer_id, status, status_version, applications)
            select :jobId, id, :status, :version, 0 from users where id = :employerId for key share
            on conflict (job_id) do update
              set status = excluded.status, status_version = excluded.status_version
              where excluded.status_version > posted_jobs.status_version
            """;

    private static final String NOTE_APPLICATIONS = """
            insert into posted_jobs (job_id, employer_id, status, status_version, applications)
            select :jobId, id, 'OPEN', 0, :applications from users where id = :employerId for key share
            on conflict (job_id) do update
              set applications = greatest(posted_jobs.applications, excluded.applications)
            """;

    private static final String COUNT = """
            select :employerId::uuid as employer_id,
                   count(*) as jobs_posted,
                   count(*) filter (where status = 'OPEN') as jobs_open,
                   count(*) filter (where status = 'CLOSED') as jobs_closed,
                   coalesce(sum(applications), 0) as applications_received
            from posted_jobs where employer_id = :employerId
            """;

    private static final String REMOVED = "REMOVED";

    private final JdbcClient database;

    EmployerStatistics(JdbcClient database) {
        this.database = database;
    }

    /** A job was posted. */
    public void created(JobCreated event) {
        noteStatus(event.getJobId(), event.getEmployerId(), event.getStatus().name(), event.getVersion());
    }

    /** A job was edited. */
    public void updated(JobUpdated event) {
        noteStatus(event.getJobId(), event.getEmployerId(), event.getStatus().name(), event.getVersion());
    }

    /** A job was opened or closed. */
    public void statusChanged(JobStatusChanged event) {
        JobStatus status = event.getNewStatus();
        noteStatus(event.getJobId(), event.getEmployerId(), status.name(), event.getVersion());
    }

    /** A job was removed. */
    public void deleted(JobDeleted event) {
        noteStatus(event.getJobId(), event.getEmployerId(), REMOVED, event.getVersion());
    }

    /** Somebody applied for a job. */
    public void applicationReceived(JobApplicationReceived event) {
        database.sql(NOTE_APPLICATIONS)
                .param("jobId", event.getJobId())
                .param("employerId", event.getEmployerId())
                .param("applications", event.getApplicationCount())
                .update();
    }

    /** The employer's figures as far as the events have arrived. */
    public EmployerFigures of(UUID employerId) {
        return database.sql(COUNT)
                .param("employerId", employerId)
                .query(EmployerFigures.class)
                .single();
    }

    private void noteStatus(UUID jobId, UUID employerId, String status, long version) {
        database.sql(NOTE_STATUS)
                .param("jobId", jobId)
                .param("employerId", employerId)
                .param("status", status)
                .param("version", version)
                .update();
    }
}
