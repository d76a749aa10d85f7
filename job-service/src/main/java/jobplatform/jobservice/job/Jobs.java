package jobplatform.jobservice.job;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

/** The stored jobs. */
interface Jobs extends ListCrudRepository<Job, UUID> {

    /** The job, which nobody else changes until the transaction ends. */
    @Query("select * from jobs where id = :id for update")
    Optional<Job> findWithLockById(UUID id);

    /** Counts one application more for a job that the caller holds. */
    @Modifying
    @Query("update jobs set application_count = application_count + 1 where id = :id")
    void countApplication(UUID id);

    /** All jobs of an employer that are not closed, which nobody else changes until the transaction ends. */
    @Lock(LockMode.PESSIMISTIC_WRITE)
    List<Job> findWithLockByEmployerIdAndStatusNotOrderById(UUID employerId, JobStatus status);
}
