package jobplatform.notification.recipient;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The users' names and addresses.
 *
 * <p>An event may come late, when it was mended and replayed after its successors: an older version of a user does not
 * overwrite a newer one, and who is gone stays gone.
 */
@Component
public class Recipients {

    private static final String NOTE = """
            insert into recipients as known (user_id, version, email, name)
            values (:userId, :version, :email, :name)
            on conflict (user_id) do update
              set version = excluded.version, email = excluded.email, name = excluded.name
              where excluded.version > known.version and not known.is_gone
            """;

    private static final String FORGET = """
            insert into recipients (user_id, version, is_gone)
            values (:userId, :version, true)
            on conflict (user_id) do update set is_gone = true, email = null, name = null
            """;

    private final JdbcClient database;

    Recipients(JdbcClient database) {
        this.database = database;
    }

    /** Keeps how a user is reached. */
    public void note(UUID userId, long version, String email, String name) {
        database.sql(NOTE)
                .param("userId", userId)
                .param("version", version)
                .param("email", email)
                .param("name", name)
                .update();
    }

    /** Keeps nothing of a user but that there was one. */
    public void forget(UUID userId, long version) {
        database.sql(FORGET).param("userId", userId).param("version", version).update();
    }
}
