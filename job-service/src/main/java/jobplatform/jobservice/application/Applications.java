package jobplatform.jobservice.application;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The stored applications. */
interface Applications extends ListCrudRepository<Application, UUID> {

    boolean existsByJobIdAndApplicantId(UUID jobId, UUID applicantId);

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
