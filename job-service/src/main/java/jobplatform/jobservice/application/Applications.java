package jobplatform.jobservice.application;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The stored applications. */
interface Applications extends ListCrudRepository<Application, UUID> {

    long countByJobId(UUID jobId);

    @Query("select * from applications where job_id = :jobId order by applied_at, id limit :limit offset :offset")
    List<Application> page(UUID jobId, int limit, long offset);

    @Modifying
    @Query("update applications set applicant_id = null, cover_letter = null, version = version + 1"
            + " where applicant_id = :applicantId")
    int erase(UUID applicantId);
}
