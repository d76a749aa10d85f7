package jobplatform.jobservice.company;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds companies that nobody else holds or changes until the transaction ends. That is written out, since each posting asks
 * for one and a repository takes longer.
 */
@Component
class HeldCompanies {

    private static final String HOLD = "select * from companies where id = :id for no key update";
    private static final String HOLD_OWNED = "select * from companies where owner_id = :id for no key update";

    private final JdbcClient database;

    HeldCompanies(JdbcClient database) {
        this.database = database;
    }

    Optional<Company> withId(UUID id) {
        return hold(HOLD, id);
    }

    Optional<Company> ownedBy(UUID ownerId) {
        return hold(HOLD_OWNED, ownerId);
    }

    private Optional<Company> hold(String query, UUID id) {
        return database.sql(query)
                .param("id", id)
                .query((row, number) -> company(row))
                .optional();
    }

    private static Company company(ResultSet row) throws SQLException {
        return new Company(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getObject("owner_id", UUID.class),
                row.getString("name"),
                row.getBoolean("is_named"),
                row.getString("contact_name"),
                row.getString("contact_email"),
                row.getLong("contact_version"),
                row.getString("description"),
                row.getString("website"),
                row.getString("location"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
