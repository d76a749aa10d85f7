package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.DropMarker;
import dev.avenant.messaging.internal.tables.TablesSchema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who did what with dead letters, and when: rows of {@code dead_letter_actions}, which are written in the statement
 * that does it, and a line in the log for each.
 */
final class AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger("dev.avenant.messaging.audit");

    private final TablesSchema schema;
    private final JdbcTemplate jdbc;
    private final String group;

    AuditTrail(TablesSchema schema, JdbcTemplate jdbc, String group) {
        this.schema = schema;
        this.jdbc = jdbc;
        this.group = group;
    }

    /** What was done with that letter, the oldest first. */
    List<LetterAction> of(UUID letter) {
        return jdbc.query(
                schema.in("""
                SELECT action, principal, details, acted_at FROM {schema}.dead_letter_actions
                WHERE letter_id = ? AND consumer_group = ? ORDER BY id
                """),
                (row, number) -> new LetterAction(
                        row.getString("action"),
                        row.getString("principal"),
                        row.getString("details"),
                        row.getObject("acted_at", OffsetDateTime.class).toInstant()),
                letter,
                group);
    }

    /** Whether a letter was dropped by that marker, whichever process and thread found it on its topic first. */
    boolean tellsOf(DropMarker marker) {
        return of(marker.id()).stream()
                .anyMatch(
                        action -> action.action().equals("drop") && action.at().equals(marker.at()));
    }

    /**
     * Says it in the log.
     *
     * @param letter null when it was done with many
     */
    void log(String action, @Nullable UUID letter, @Nullable String principal, @Nullable String details) {
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("action", action)
                .addKeyValue("group", group)
                .addKeyValue("principal", principal == null ? "unknown" : principal);
        if (letter != null) {
            line = line.addKeyValue("letter", letter);
        }
        if (details != null) {
            line = line.addKeyValue("details", details);
        }
        line.log(letter == null ? "Dead letters: {}" : "Dead letter: {}", action);
    }
}
