package jobplatform.search.readmodel;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the events said of each job, once for each generation of the index.
 *
 * <p>An event may come late, when it was mended and replayed after its successors. So a status counts only if it is of a
 * later version of the job than the one that is known, and so does an offer; a job that is gone stays gone.
 */
@Component
class JobTable {

    private static final String MERGE = """
            on conflict (generation, job_id) do update set
              status = case when excluded.status_version > known.status_version
                            then excluded.status else known.status end,
              status_version = greatest(excluded.status_version, known.status_version),
              offer = case when excluded.offer_version > known.offer_version then excluded.offer else known.offer end,
              offered_at = case when excluded.offer_version > known.offer_version
                                then excluded.offered_at else known.offered_at end,
              offer_version = greatest(excluded.offer_version, known.offer_version),
              created_at = coalesce(known.created_at, excluded.created_at),
              company_name = coalesce(known.company_name, excluded.company_name),
              changed_in = pg_current_xact_id()
            where known.status <> 'REMOVED'
            """;

    private static final String NOTE = """
            insert into jobs as known (generation, job_id, employer_id, status, status_version,
                                       offer, offer_version, offered_at, created_at, company_name)
            values (:generation, :jobId, :employerId, :status, :statusVersion,
                    :offer::jsonb, :offerVersion, :offeredAt::timestamptz, :createdAt::timestamptz,
                    case when not exists (select from departed_employers where employer_id = :employerId)
                         then :companyName end)
            """ + MERGE;

    /** Nothing of what it offered is kept. */
    private static final String REMOVE = """
            insert into jobs (generation, job_id, employer_id, status, status_version, offer_version)
            values (:generation, :jobId, :employerId, 'REMOVED', :version, 0)
            on conflict (generation, job_id) do update
              set status = 'REMOVED', offer = null, company_name = null, changed_in = pg_current_xact_id()
            """;

    private static final String TAKE_OVER = """
            insert into jobs as known (generation, job_id, employer_id, status, status_version,
                                       offer, offer_version, offered_at, created_at, company_name)
            select :to, job_id, employer_id, status, status_version,
                   offer, offer_version, offered_at, created_at, company_name
            from jobs where generation = :from
            """ + MERGE;

    private final JdbcClient database;

    JobTable(JdbcClient database) {
        this.database = database;
    }

    /** No account is noted as deleted until the transaction ends. */
    void holdAllEmployers() {
        database.sql("lock table departed_employers in share mode").update();
    }

    /** That employer's account is not noted as deleted until the transaction ends; others may hold it too. */
    void hold(UUID employerId) {
        lock("pg_advisory_xact_lock_shared", employerId);
    }

    private void lock(String function, UUID employerId) {
        database.sql("select " + function + "(hashtextextended(:employerId::text, 0)) is null")
                .param("employerId", employerId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Keeps of the row what is newer than what is known. Its employer is held: who notes that the account was deleted would
     * not see a row of a transaction that goes on, and would leave the name of the company in it.
     */
    void note(int generation, JobRow row) {
        database.sql(NOTE)
                .param("generation", generation)
                .params(row.parameters())
                .update();
    }

    void remove(int generation, UUID jobId, UUID employerId, long version) {
        database.sql(REMOVE)
                .param("generation", generation)
                .param("jobId", jobId)
                .param("employerId", employerId)
                .param("version", version)
                .update();
    }

    /** Adds to one generation what another one knows and it does not, or knows of later versions. All employers are held. */
    void takeOver(int from, int to) {
        database.sql(TAKE_OVER).param("from", from).param("to", to).update();
    }

    /** Deletes all generations but these. */
    void keepOnly(int serving, int building) {
        database.sql("delete from jobs where generation not in (:serving, :building)")
                .param("serving", serving)
                .param("building", building)
                .update();
    }

    long count(int generation) {
        return database.sql("select count(*) from jobs where generation = :generation")
                .param("generation", generation)
                .query(Long.class)
                .single();
    }

    /** Keeps that an employer is gone, and of their company nothing. */
    void noteDeparted(UUID employerId) {
        database.sql("insert into departed_employers (employer_id) values (:employerId) on conflict do nothing")
                .param("employerId", employerId)
                .update();
        lock("pg_advisory_xact_lock", employerId);
        database.sql("update jobs set company_name = null where employer_id = :employerId")
                .param("employerId", employerId)
                .update();
    }
}
