package jobplatform.analytics.trail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The trails in the database. */
@Component
class TrailTable {

    /** The database knows no times before and after. */
    private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("+294276-12-31T00:00:00Z");

    private static final String ADD = """
            insert into trail (aggregate, id, version, event, message_id, source, happened_at, caused_by, subject,
                               fields, personal, is_erased)
            select :aggregate, :id, :version, :event, :messageId, :source, :happenedAt, :causedBy, subject,
                   :fields::json, case when not is_erased then :personal::json end, is_erased
            from (select :subject::uuid as subject,
                         :personal::text is not null
                         and exists (select from departed_users where user_id = :subject::uuid) as is_erased) as about
            on conflict (aggregate, id, version) do nothing
            """;

    private static final String ERASE =
            "update trail set personal = null, is_erased = true where subject = :userId and personal is not null";

    private static final String OF_AGGREGATE =
            " from trail where aggregate = :aggregate and id = :id and happened_at <= :at";

    private static final String EXTENT = """
            with newest as (
              select coalesce(max(version), 0) as version, count(*) as entries
              from trail where aggregate = :aggregate and id = :id and happened_at <= :at)
            select entries, version - (
              select count(*) from trail where aggregate = :aggregate and id = :id and version <= newest.version) as missing
            from newest
            """;

    /** So many of an aggregate with many events are in memory at a time. */
    private static final int ROWS = 500;

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    TrailTable(JdbcClient database) {
        this.database = database;
    }

    /**
     * Keeps an entry, unless there is one of that version; nothing that is personal of a user who is gone, whom the caller
     * holds if there is.
     */
    void add(TrailEntry entry) {
        database.sql(ADD)
                .param("aggregate", entry.aggregate().name())
                .param("id", entry.id())
                .param("version", entry.version())
                .param("event", entry.event())
                .param("messageId", entry.messageId())
                .param("source", entry.source())
                .param("happenedAt", within(entry.happenedAt()))
                .param("causedBy", entry.causedBy())
                .param("subject", entry.subject())
                .param("fields", json.writeValueAsString(entry.fields()))
                .param("personal", entry.personal().isEmpty() ? null : json.writeValueAsString(entry.personal()))
                .update();
    }

    /** Erases what is personal of a user, and keeps that the user is gone; the caller holds the user. */
    void erase(UUID userId) {
        database.sql("insert into departed_users (user_id) values (:userId) on conflict do nothing")
                .param("userId", userId)
                .update();
        database.sql(ERASE).param("userId", userId).update();
    }

    /** Nobody else writes of that user, or erases, until the transaction ends. */
    void holdAlone(UUID userId) {
        lock("pg_advisory_xact_lock", userId);
    }

    /** Nobody erases what is of that user until the transaction ends; others may write too, and so wait for nobody. */
    void hold(UUID userId) {
        lock("pg_advisory_xact_lock_shared", userId);
    }

    private void lock(String function, UUID userId) {
        database.sql("select " + function + "(hashtextextended(:userId::text, 0)) is null")
                .param("userId", userId)
                .query(Boolean.class)
                .single();
    }

    /** Whether there is any entry of that aggregate, at whatever time. */
    boolean knows(AggregateType aggregate, UUID id) {
        return database.sql("select exists (select from trail where aggregate = :aggregate and id = :id)")
                .param("aggregate", aggregate.name())
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** A page of what had happened by then, in the order of the versions. */
    List<TrailEntry> page(AggregateType aggregate, UUID id, Instant at, int limit, long offset) {
        return of(aggregate, id, at, "select *", " order by version limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query(this::entry)
                .list();
    }

    /** Tells of all that had happened by then, in the order of the versions. */
    void replay(AggregateType aggregate, UUID id, Instant at, Consumer<TrailEntry> entries) {
        of(aggregate, id, at, "select *", " order by version")
                .withFetchSize(ROWS)
                .query(row -> {
                    entries.accept(entry(row, row.getRow()));
                });
    }

    /** How many entries there are until then, and how many up to the last of them are not known. */
    Extent extent(AggregateType aggregate, UUID id, Instant at) {
        return database.sql(EXTENT)
                .param("aggregate", aggregate.name())
                .param("id", id)
                .param("at", within(at))
                .query(Extent.class)
                .single();
    }

    private JdbcClient.StatementSpec of(AggregateType aggregate, UUID id, Instant at, String what, String how) {
        return database.sql(what + OF_AGGREGATE + how)
                .param("aggregate", aggregate.name())
                .param("id", id)
                .param("at", within(at));
    }

    private static OffsetDateTime within(Instant time) {
        Instant known = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return known.atOffset(ZoneOffset.UTC);
    }

    private TrailEntry entry(ResultSet row, int number) throws SQLException {
        String personal = row.getString("personal");
        return new TrailEntry(
                AggregateType.valueOf(row.getString("aggregate")),
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getString("event"),
                row.getString("message_id"),
                row.getString("source"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                row.getObject("caused_by", UUID.class),
                row.getObject("subject", UUID.class),
                json.readValue(row.getString("fields"), FIELDS),
                personal == null ? Map.of() : json.readValue(personal, FIELDS),
                row.getBoolean("is_erased"));
    }

    /**
     * How long a trail is.
     *
     * @param entries how many entries it has
     * @param missing how many versions before that of the last are not known, whatever time they say they happened
     */
    record Extent(long entries, long missing) {}
}
