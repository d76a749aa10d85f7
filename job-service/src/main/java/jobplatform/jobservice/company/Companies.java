package jobplatform.jobservice.company;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The stored companies. What each posting asks is written out, since Spring makes the SQL of a derived query anew each time. */
interface Companies extends ListCrudRepository<Company, UUID> {

    /** The company, which nobody else changes until the transaction ends. */
    @Query("select * from companies where id = :id for update")
    Optional<Company> findWithLockById(UUID id);

    Optional<Company> findByOwnerId(UUID ownerId);

    @Query("select * from companies order by created_at, id limit :limit offset :offset")
    List<Company> page(int limit, long offset);
}
