package jobplatform.user;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The stored accounts. */
interface Users extends ListCrudRepository<User, UUID> {

    /** The account, which nobody else changes until the transaction ends. */
    @Query("select * from users where id = :id for update")
    Optional<User> findWithLockById(UUID id);

    /** The account of that name, whatever its capitals. */
    @Query("""
            select * from users where lower(username) = lower(:username)
            """)
    Optional<User> findByUsername(String username);

    /** Changes nothing that others are told of, so the version stays. */
    @Modifying
    @Query("""
            update users set password_hash = :hash where id = :id
            """)
    void setPasswordHash(UUID id, String hash);
}
