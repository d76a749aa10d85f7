package jobplatform.application.readmodel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What each job is, as far as the events say.
 *
 * <p>An event may come late, when it was mended and replayed after its successors. So a title counts only if it is of a
 * later version of the job than the one that is known, and so does a status; a job that is gone stays gone.
 */
@Component
public class KnownJobs {

    private static final String NOTE = """
            insert into jobs as known (job_id, company_id, employer_id, title, title_version, status, status_version,
                                       application_count)
            values (:jobId, :companyId, :employerId, :title, :titleVersion, :status, :version, 0)
            on conflict (job_id) do update set
              title = case when excluded.title_version > known.title_version then excluded.title else known.title end,
              title_version = greatest(excluded.title_version, known.title_version),
              status = case when excluded.status_version > known.status_version
                            then excluded.status else known.status end,
              status_version = greatest(excluded.status_version, known.status_version)
            where known.status <> 'REMOVED'
            """;

    private static final String FORGET = """
            insert into jobs (job_id, company_id, employer_id, title_version, status, status_version, application_count)
            values (:jobId, :companyId, :employerId, 0, 'REMOVED', :version, 0)
            on conflict (job_id) do update set status = 'REMOVED', title = null
            """;

    /** Of a job that a former release heard of by its applications alone the status is UNKNOWN. */
    private static final String FIND = """
            select job_id, company_id, employer_id, title, status from jobs
            where job_id = :jobId and status not in ('REMOVED', 'UNKNOWN') and title is not null
            """;

    private static final String COUNT = """
            update jobs set application_count = application_count + 1
            where job_id = :jobId and status not in ('REMOVED', 'UNKNOWN') and title is not null
            returning job_id, company_id, employer_id, title, status, application_count
            """;

    private final JdbcClient database;

    KnownJobs(JdbcClient database) {
        this.database = database;
    }

    /** Keeps what is newer than what is known. */
    public void note(JobFacts facts) {
        database.sql(NOTE)
                .param("jobId", facts.jobId())
                .param("companyId", facts.companyId())
                .param("employerId", facts.employerId())
                .param("title", facts.title())
                .param("titleVersion", facts.title() == null ? 0 : facts.version())
                .param("status", facts.status())
                .param("version", facts.version())
                .update();
    }

    /** Keeps nothing of a job but that there was one; waits for whoever holds it. */
    public void forget(JobFacts facts) {
        database.sql(FORGET)
                .param("jobId", facts.jobId())
                .param("companyId", facts.companyId())
                .param("employerId", facts.employerId())
                .param("version", facts.version())
                .update();
    }

    /** The job, unless it is not known or gone. */
    public Optional<KnownJob> find(UUID jobId) {
        return database.sql(FIND)
                .param("jobId", jobId)
                .query((row, number) -> job(row))
                .optional();
    }

    /**
     * Counts one application more, whatever the job's status is, unless it is not known or gone; nobody else counts one, nor
     * does the job change, until the transaction ends. Who takes no application for it has to undo that.
     */
    public Optional<CountedJob> countApplication(UUID jobId) {
        return database.sql(COUNT)
                .param("jobId", jobId)
                .query((row, number) -> new CountedJob(job(row), row.getInt("application_count")))
                .optional();
    }

    private static KnownJob job(ResultSet row) throws SQLException {
        return new KnownJob(
                row.getObject("job_id", UUID.class),
                row.getObject("company_id", UUID.class),
                row.getObject("employer_id", UUID.class),
                row.getString("title"),
                row.getString("status"));
    }
}
