package jobplatform.notification.recipient;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The users' names and addresses, and what suits them.
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

    /** A statement sees the rows as they were before it, so the first part tells what the second one changes. */
    private static final String NOTE_INTERESTS = """
            with before as (select wants_suggestions from recipients where user_id = :userId),
                 noted as (update recipients
                           set skills = :skills, place = :place, wants_suggestions = :wantsSuggestions
                           where user_id = :userId and version = :version and not is_gone
                           returning wants_suggestions)
            select noted.wants_suggestions and not before.wants_suggestions from noted, before
            """;

    private static final String FORGET = """
            insert into recipients (user_id, version, is_gone)
            values (:userId, :version, true)
            on conflict (user_id) do update
              set is_gone = true, email = null, name = null, skills = '{}', place = null, wants_suggestions = false
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

    /**
     * Keeps what suits a user, when that version of the user is the one that is known.
     *
     * @return whether the user wants suggestions by it and did not before
     */
    public boolean noteInterests(UUID userId, long version, Interests interests) {
        return database.sql(NOTE_INTERESTS)
                .param("userId", userId)
                .param("version", version)
                .param("skills", interests.skills().toArray(String[]::new))
                .param("place", interests.place())
                .param("wantsSuggestions", interests.wantsSuggestions())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Keeps nothing of a user but that there was one. */
    public void forget(UUID userId, long version) {
        database.sql(FORGET).param("userId", userId).param("version", version).update();
    }
}
