package jobplatform.application.readmodel;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What each user is, as far as the events say.
 *
 * <p>An event may come late, when it was mended and replayed after its successors: an older version of a user does not
 * overwrite a newer one, and who is gone stays gone.
 */
@Component
public class KnownUsers {

    private static final String NOTE = """
            insert into users as known (user_id, version, is_job_seeker)
            values (:userId, :version, :isJobSeeker)
            on conflict (user_id) do update set version = excluded.version, is_job_seeker = excluded.is_job_seeker
              where excluded.version > known.version
            """;

    private static final String FORGET = """
            insert into users (user_id, version, is_job_seeker, is_gone)
            values (:userId, :version, false, true)
            on conflict (user_id) do update set is_gone = true
            """;

    private static final String HOLD = """
            select case when is_gone then 'GONE' when is_job_seeker then 'JOB_SEEKER' else 'OTHER' end
            from users where user_id = :userId for no key update
            """;

    private final JdbcClient database;

    KnownUsers(JdbcClient database) {
        this.database = database;
    }

    /** Keeps what a user is. */
    public void note(UUID userId, long version, boolean isJobSeeker) {
        database.sql(NOTE)
                .param("userId", userId)
                .param("version", version)
                .param("isJobSeeker", isJobSeeker)
                .update();
    }

    /** Keeps that a user is gone; waits for whoever holds the user. */
    public void forget(UUID userId, long version) {
        database.sql(FORGET).param("userId", userId).param("version", version).update();
    }

    /** What the user is; of one who is known nobody else holds the row, so that the user does not go either, until the transaction ends. */
    public UserStanding hold(UUID userId) {
        return database.sql(HOLD)
                .param("userId", userId)
                .query((row, number) -> UserStanding.valueOf(row.getString(1)))
                .optional()
                .orElse(UserStanding.UNKNOWN);
    }
}
