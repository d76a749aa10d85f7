package jobplatform.notification.suggestion;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What each job is, as far as the events say.
 *
 * <p>An event may come late, when it was mended and replayed after its successors. So an offer counts only if it is of a later
 * version of the job than the one that is known, and so does a status; a job that is gone stays gone.
 */
@Component
class KnownJobs {

    private static final String NOTE_STATUS = """
            insert into jobs as known (job_id, employer_id, offer_version, status, status_version, is_posting_known)
            values (:jobId, :employerId, 0, :status, :version, :isPosting)
            on conflict (job_id) do update set
              employer_id = excluded.employer_id,
              status = case when excluded.status_version > known.status_version
                            then excluded.status else known.status end,
              status_version = greatest(excluded.status_version, known.status_version),
              is_posting_known = known.is_posting_known or excluded.is_posting_known,
              company_name = case
                when exists (select from recipients where user_id = excluded.employer_id and is_gone) then null
                else known.company_name end
            where known.status <> 'REMOVED'
            """;

    private static final String NOTE_OFFER = """
            update jobs set title = :title, location = :location,
                            is_remote = :isRemote, skills = :skills, offer_version = :version,
                            company_name = case
                              when exists (select from recipients where user_id = :employerId and is_gone) then null
                              else coalesce(:companyName, company_name) end
            where job_id = :jobId and offer_version < :version and status <> 'REMOVED'
            """;

    private static final String FORGET = """
            insert into jobs (job_id, offer_version, status, status_version, is_posting_known)
            values (:jobId, 0, 'REMOVED', 0, false)
            on conflict (job_id) do update set
              status = 'REMOVED', title = null, company_name = null, location = null, skills = null
            """;

    private static final String FORGET_COMPANY =
            "update jobs set company_name = null where employer_id = :employerId returning job_id";

    private static final String TAKE_FOR_SUGGESTION = """
            update jobs set suggested_at = now()
            where job_id = :jobId and status = 'OPEN' and is_posting_known and suggested_at is null
            returning job_id, title, company_name, location, is_remote, skills
            """;

    private final JdbcClient database;

    KnownJobs(JdbcClient database) {
        this.database = database;
    }

    /**
     * Keeps what is newer than what is known. Who forgets the employer's company waits for it: a row of a transaction that goes on
     * would not be seen, and the name of the company would stay in it.
     */
    void note(JobFacts facts) {
        lock("pg_advisory_xact_lock_shared", facts.employerId());
        database.sql(NOTE_STATUS)
                .param("jobId", facts.jobId())
                .param("employerId", facts.employerId())
                .param("version", facts.version())
                .param("status", facts.status())
                .param("isPosting", facts.isPosting())
                .update();
        JobFacts.Offer offer = facts.offer();
        if (offer != null) {
            database.sql(NOTE_OFFER)
                    .param("jobId", facts.jobId())
                    .param("employerId", facts.employerId())
                    .param("version", facts.version())
                    .param("title", offer.title())
                    .param("companyName", offer.companyName())
                    .param("location", offer.location())
                    .param("isRemote", offer.isRemote())
                    .param("skills", offer.skills().toArray(String[]::new))
                    .update();
        }
    }

    /** Keeps nothing of a job but that there was one. */
    void forget(UUID jobId) {
        database.sql(FORGET).param("jobId", jobId).update();
    }

    /** Keeps of the jobs of an employer who is gone no company, and answers which jobs these are. */
    List<UUID> forgetCompanyOf(UUID employerId) {
        lock("pg_advisory_xact_lock", employerId);
        return database.sql(FORGET_COMPANY)
                .param("employerId", employerId)
                .query(UUID.class)
                .list();
    }

    /** Holds until the transaction ends what is told of an employer: alone, or beside others who do not hold it alone. */
    private void lock(String function, UUID employerId) {
        database.sql("select " + function + "(hashtextextended(:employerId::text, 0)) is null")
                .param("employerId", employerId)
                .query(Boolean.class)
                .single();
    }

    /**
     * The job, the first time that it is known to be posted and open; empty before that and ever after. Of a job that was there
     * before this service listened no posting is known.
     */
    Optional<NewJob> takeForSuggestion(UUID jobId) {
        return database.sql(TAKE_FOR_SUGGESTION)
                .param("jobId", jobId)
                .query((row, number) -> new NewJob(
                        row.getObject("job_id", UUID.class),
                        row.getString("title"),
                        row.getString("company_name"),
                        row.getString("location"),
                        row.getBoolean("is_remote"),
                        List.of((String[]) row.getArray("skills").getArray())))
                .optional();
    }

    /**
     * A job that has become open for the first time.
     *
     * @param id identifies it
     * @param title its title
     * @param companyName who offers it, null when not known
     * @param location where the work is done, null when it does not matter
     * @param isRemote whether it can be done from anywhere
     * @param skills what is asked for
     */
    record NewJob(
            UUID id,
            String title,
            @Nullable String companyName,
            @Nullable String location,
            boolean isRemote,
            List<String> skills) {}
}
