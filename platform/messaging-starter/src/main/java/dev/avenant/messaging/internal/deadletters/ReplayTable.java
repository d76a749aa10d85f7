package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The one owner of the table {@code dead_letter_replays}: the replays of many letters. What is left of one is what
 * it still claims, so it goes on where it stopped, in whichever process takes it over.
 */
final class ReplayTable {

    /** How long a process that says nothing keeps others from going on with its replay. */
    private static final String TERM = "interval '15 seconds'";

    private final TablesSchema schema;
    private final JdbcTemplate jdbc;
    private final JdbcTemplate patient;
    private final String group;

    /** @param patient for the one statement that takes as long as there are letters */
    ReplayTable(TablesSchema schema, JdbcTemplate jdbc, JdbcTemplate patient, String group) {
        this.schema = schema;
        this.jdbc = jdbc;
        this.patient = patient;
        this.group = group;
    }

    /**
     * Begins to replay the letters of the filter that nobody else replays.
     *
     * @throws IllegalStateException if another replay runs
     */
    void begin(LetterFilter filter, double perSecond, @Nullable String principal) {
        List<Object> values = new ArrayList<>();
        UUID id = UUID.randomUUID();
        values.add(id);
        values.addAll(filter.values(group));
        values.addAll(List.of(id, group, perSecond, group));
        values.add(principal);
        values.add(filter + ", at most " + perSecond + " per second");
        try {
            patient.update(schema.in("""
                    WITH claimed AS (
                        UPDATE {schema}.dead_letters SET claim = ?, claimed_until = 'infinity'
                        WHERE %s AND (claim IS NULL OR claimed_until < clock_timestamp()) RETURNING 1),
                    begun AS (
                        INSERT INTO {schema}.dead_letter_replays (id, consumer_group, per_second, letters)
                        SELECT ?, ?, ?, count(*) FROM claimed RETURNING letters)
                    INSERT INTO {schema}.dead_letter_actions (consumer_group, action, principal, details)
                    SELECT ?, 'replay', ?, letters || ' letters: ' || ? FROM begun
                    """.formatted(filter.condition())), values.toArray());
        } catch (DuplicateKeyException runs) {
            throw new IllegalStateException(
                    "A replay runs already: "
                            + report().map(other -> other.replayed() + " of " + other.letters())
                                    .orElse("none")
                            + " letters are replayed. Try again when it has ended",
                    runs);
        }
    }

    /** The replay that this process goes on with: its own, or one whose process said nothing for long. */
    Optional<Replay> hold(UUID holder) {
        return jdbc
                .query(
                        schema.in("""
                        UPDATE {schema}.dead_letter_replays SET holder = ?, held_until = clock_timestamp() + %s
                        WHERE consumer_group = ? AND ended_at IS NULL
                          AND (holder IS NULL OR holder = ? OR held_until < clock_timestamp())
                        RETURNING id, per_second
                        """.formatted(TERM)),
                        (row, number) -> new Replay(row.getObject("id", UUID.class), row.getDouble("per_second")),
                        holder,
                        group,
                        holder)
                .stream()
                .findFirst();
    }

    /** Lets another process go on at once. */
    void letGo(UUID holder) {
        jdbc.update(
                schema.in(
                        "UPDATE {schema}.dead_letter_replays SET holder = NULL WHERE consumer_group = ? AND holder = ?"),
                group,
                holder);
    }

    /**
     * These letters of the replay are on the replay topic, also those to which something happened meanwhile. A holder that has
     * lost the replay to another process counts nothing: the other one has sent the same letters.
     */
    void replayed(UUID replay, UUID holder, Collection<UUID> letters) {
        jdbc.update(schema.in("""
                WITH sent AS (
                    UPDATE {schema}.dead_letters
                    SET state = 'replayed', changed_at = clock_timestamp(), claim = NULL, claimed_until = NULL
                    WHERE claim = ? AND id = ANY (?::uuid[]))
                UPDATE {schema}.dead_letter_replays
                SET replayed = replayed + ?, failure = NULL WHERE id = ? AND holder = ?
                """), replay, LetterClaims.texts(letters), letters.size(), replay, holder);
    }

    /** Something holds it up. */
    void failed(UUID replay, String why) {
        jdbc.update(schema.in("UPDATE {schema}.dead_letter_replays SET failure = ? WHERE id = ?"), why, replay);
    }

    void ended(UUID replay) {
        jdbc.update(
                schema.in(
                        "UPDATE {schema}.dead_letter_replays SET ended_at = clock_timestamp(), failure = NULL WHERE id = ?"),
                replay);
    }

    /** The replay that runs or ran last; empty before the first. */
    Optional<ReplayReport> report() {
        return jdbc.query(schema.in("""
                        SELECT letters, replayed, failure, ended_at IS NULL AS running,
                            (SELECT count(*) FROM {schema}.dead_letters WHERE claim = replay.id) AS waiting
                        FROM {schema}.dead_letter_replays AS replay
                        WHERE consumer_group = ? ORDER BY begun_at DESC LIMIT 1
                        """), (row, number) -> report(row), group).stream()
                .findFirst();
    }

    private static ReplayReport report(ResultSet row) throws SQLException {
        int letters = row.getInt("letters");
        int replayed = row.getInt("replayed");
        return new ReplayReport(
                letters,
                replayed,
                letters - replayed - row.getInt("waiting"),
                row.getBoolean("running"),
                row.getString("failure"),
                List.of());
    }

    /**
     * A replay that this process goes on with.
     *
     * @param id also the claim of its letters
     * @param perSecond how many letters at most
     */
    record Replay(UUID id, double perSecond) {}
}
