package jobplatform.user;

import java.sql.Timestamp;
import java.sql.Types;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores accounts that are opened. That is written out, since Spring Data makes the SQL of each insertion anew. */
@Component
class NewUsers {

    private static final String ADD = """
            insert into users (id, version, username, email, password_hash, user_type, full_name, company_name,
                               skills, location, job_suggestions, suggestions_asked_at, created_at, updated_at)
            values (:id, :version, :username, :email, :passwordHash, :userType, :fullName, :companyName,
                    :skills, :location, :jobSuggestions, :suggestionsAskedAt, :createdAt, :updatedAt)
            """;

    private final JdbcClient database;

    NewUsers(JdbcClient database) {
        this.database = database;
    }

    /** @throws org.springframework.dao.DuplicateKeyException if another user has the username */
    void add(User user) {
        WorkProfile work = user.work();
        database.sql(ADD)
                .param("id", user.id())
                .param("version", user.version())
                .param("username", user.username())
                .param("email", user.email())
                .param("passwordHash", user.passwordHash())
                .param("userType", user.userType().name())
                .param("fullName", user.fullName(), Types.VARCHAR)
                .param("companyName", user.companyName(), Types.VARCHAR)
                .param("skills", work.skills().toArray(String[]::new))
                .param("location", work.location(), Types.VARCHAR)
                .param("jobSuggestions", work.jobSuggestions())
                .param(
                        "suggestionsAskedAt",
                        user.suggestionsAskedAt() == null ? null : Timestamp.from(user.suggestionsAskedAt()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("createdAt", Timestamp.from(user.createdAt()))
                .param("updatedAt", Timestamp.from(user.updatedAt()))
                .update();
    }
}
