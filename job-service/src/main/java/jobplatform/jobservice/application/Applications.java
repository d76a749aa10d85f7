package jobplatform.jobservice.application;

import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The stored applications. */
interface Applications extends ListCrudRepository<Application, UUID> {

    /** Whether there is one with that id, or one of that applicant for that job. */
    @Query("select exists (select from applications where id = :id)"
            + " or exists (select from applications where job_id = :jobId and applicant_id = :applicantId)")
    boolean isKnown(UUID id, UUID jobId, UUID applicantId);

    /** Stores one that is not known. That is written out, since Spring Data makes the SQL of each insertion anew. */
    @Modifying
    @Query("""
            insert into applications (id, version, job_id, applicant_id, cover_letter, applied_at)
            values (:id, 1, :jobId, :applicantId, :coverLetter, :appliedAt)
            """)
    void add(UUID id, UUID jobId, @Nullable UUID applicantId, @Nullable String coverLetter, Timestamp appliedAt);

    long countByJobId(UUID jobId);

    @Query("select * from applications where job_id = :jobId order by applied_at, id limit :limit offset :offset")
    List<Application> page(UUID jobId, int limit, long offset);

    /** Waits for whoever holds that applicant, and holds the applicant until the transaction ends. */
    @Query("select pg_advisory_xact_lock(hashtextextended(:applicantId::text, 0)) is null")
    boolean hold(UUID applicantId);

    @Modifying
    @Query("update applications set applicant_id = null, cover_letter = null, version = version + 1"
            + " where applicant_id = :applicantId")
    int erase(UUID applicantId);
}
