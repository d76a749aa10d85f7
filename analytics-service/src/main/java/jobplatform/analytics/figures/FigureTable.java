package jobplatform.analytics.figures;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The figures in the database. What is written takes the place of what was known before. */
@Component
public class FigureTable {

    private static final String PUT_HOUR = """
            insert into hour_figures (dimension, value, hour, posted, applied, shortlisted, accepted, rejected, withdrawn)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (dimension, value, hour) do update set
              posted = excluded.posted, applied = excluded.applied, shortlisted = excluded.shortlisted,
              accepted = excluded.accepted, rejected = excluded.rejected, withdrawn = excluded.withdrawn
            """;

    private static final String PUT_JOB = """
            insert into job_figures (job_id, employer_id, opened_at, first_applied_at) values (?, ?, ?, ?)
            on conflict (job_id) do update set
              employer_id = excluded.employer_id, opened_at = excluded.opened_at,
              first_applied_at = excluded.first_applied_at
            """;

    private static final String SUMS = """
            coalesce(sum(posted), 0)::bigint as posted, coalesce(sum(applied), 0)::bigint as applied,
            coalesce(sum(shortlisted), 0)::bigint as shortlisted, coalesce(sum(accepted), 0)::bigint as accepted,
            coalesce(sum(rejected), 0)::bigint as rejected, coalesce(sum(withdrawn), 0)::bigint as withdrawn
            """;

    /** What is told of an hour or a day: jobs exactly, and of what people did whole multiples of the unit. */
    private static final String TOLD = """
            sum(posted) as posted, div(sum(applied), :unit) * :unit as applied,
            div(sum(shortlisted), :unit) * :unit as shortlisted, div(sum(accepted), :unit) * :unit as accepted,
            div(sum(rejected), :unit) * :unit as rejected, div(sum(withdrawn), :unit) * :unit as withdrawn
            """;

    private static final String HOURS = "with told as (select hour, " + TOLD + """
              from hour_figures where dimension = :dimension and value = :value and hour >= :from and hour < :to
              group by hour)
            select * from told
            where (posted, applied, shortlisted, accepted, rejected, withdrawn) <> (0, 0, 0, 0, 0, 0)
            order by hour
            """;

    private static final String DAYS_BY_VALUE = "with told as (select value, " + TOLD + """
              from hour_figures where dimension = :dimension and hour >= :from and hour < :to
              group by value, date_trunc('day', hour, 'UTC')),
            named as (select value as name,
            """ + SUMS + """
              from told group by value
              having sum(posted + applied + shortlisted + accepted + rejected + withdrawn) > 0)
            """;

    private static final String RANKING =
            DAYS_BY_VALUE + "select * from named order by applied desc, posted desc, name limit :limit offset :offset";

    private static final String RANKING_COUNT = DAYS_BY_VALUE + "select count(*) from named";

    private static final String TOTAL = "select " + SUMS + """
            from hour_figures where dimension = :dimension and value = :value and hour >= :from and hour < :to
            """;

    private static final String FIRST_APPLICATIONS = """
            select count(*) as jobs,
              avg(extract(epoch from first_applied_at - opened_at))::bigint as average_seconds,
              percentile_cont(0.5) within group (order by extract(epoch from first_applied_at - opened_at))::bigint
                as median_seconds,
              min(extract(epoch from first_applied_at - opened_at))::bigint as shortest_seconds,
              max(extract(epoch from first_applied_at - opened_at))::bigint as longest_seconds
            from job_figures
            where employer_id = :employerId and first_applied_at >= opened_at and opened_at >= :from and opened_at < :to
            """;

    private final JdbcTemplate batches;
    private final JdbcClient database;

    FigureTable(JdbcTemplate batches, JdbcClient database) {
        this.batches = batches;
        this.database = database;
    }

    void putHours(List<HourFigures> hours) {
        batches.batchUpdate(
                PUT_HOUR,
                hours.stream()
                        .map(each -> new Object[] {
                            each.dimension().kind().name(),
                            each.dimension().value(),
                            Timestamp.from(each.hour()),
                            each.counts().posted(),
                            each.counts().applied(),
                            each.counts().shortlisted(),
                            each.counts().accepted(),
                            each.counts().rejected(),
                            each.counts().withdrawn()
                        })
                        .toList());
    }

    void putJobs(List<JobFigures> jobs) {
        batches.batchUpdate(
                PUT_JOB,
                jobs.stream()
                        .map(each -> new @Nullable Object[] {
                            each.jobId(),
                            each.employerId(),
                            timestamp(each.openedAt()),
                            timestamp(each.firstAppliedAt())
                        })
                        .toList());
    }

    /**
     * The hours of the period of which there is something to tell, in their order.
     *
     * @param unit the multiples of what is told of what people did in an hour, rounded down; 1 for all of it
     */
    public List<Hour> hours(Dimension dimension, Period period, int unit) {
        return database.sql(HOURS)
                .param("dimension", dimension.kind().name())
                .param("value", dimension.value())
                .param("from", utc(period.from()))
                .param("to", utc(period.to()))
                .param("unit", unit)
                .query((row, number) -> new Hour(row.getTimestamp("hour").toInstant(), counts(row)))
                .list();
    }

    /**
     * What happened by each value of a kind of dimension, those with most applications first.
     *
     * @param unit the multiples of what is told of what people did in a day, rounded down; 1 for all of it
     */
    public List<Named> ranking(Dimension.Kind kind, Period period, int unit, int limit, long offset) {
        return database.sql(RANKING)
                .param("dimension", kind.name())
                .param("from", utc(period.from()))
                .param("to", utc(period.to()))
                .param("unit", unit)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> new Named(row.getString("name"), counts(row)))
                .list();
    }

    /** How many values that ranking has. */
    public long rankingSize(Dimension.Kind kind, Period period, int unit) {
        return database.sql(RANKING_COUNT)
                .param("dimension", kind.name())
                .param("from", utc(period.from()))
                .param("to", utc(period.to()))
                .param("unit", unit)
                .query(Long.class)
                .single();
    }

    /** What happened in the whole period. */
    public Counts total(Dimension dimension, Period period) {
        return database.sql(TOTAL)
                .param("dimension", dimension.kind().name())
                .param("value", dimension.value())
                .param("from", utc(period.from()))
                .param("to", utc(period.to()))
                .query(Counts.class)
                .single();
    }

    /** How soon somebody applied for the jobs of an employer that became open in the period. */
    public FirstApplications firstApplications(UUID employerId, Period period) {
        return database.sql(FIRST_APPLICATIONS)
                .param("employerId", employerId)
                .param("from", utc(period.from()))
                .param("to", utc(period.to()))
                .query(FirstApplications.class)
                .single();
    }

    /** Whether there is anything of that employer. */
    public boolean knowsEmployer(UUID employerId) {
        return database.sql("select exists (select from hour_figures where dimension = 'EMPLOYER' and value = :id)")
                .param("id", employerId.toString())
                .query(Boolean.class)
                .single();
    }

    /** Whether the figures have held all that the topics held. */
    boolean areWhole() {
        return database.sql("select exists (select from whole_figures)")
                .query(Boolean.class)
                .single();
    }

    void setWhole() {
        database.sql("insert into whole_figures default values").update();
    }

    /** Up to where the results of each partition are written down. */
    public Map<TopicPartition, Long> offsets() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        database.sql("select topic, partition, next_offset from result_offsets").query(row -> {
            TopicPartition partition = new TopicPartition(row.getString("topic"), row.getInt("partition"));
            offsets.put(partition, row.getLong("next_offset"));
        });
        return offsets;
    }

    /** From which offset on the results of a partition are not written down yet, held until the transaction ends. */
    Optional<Long> holdOffset(String topic, int partition) {
        return database.sql(
                        "select next_offset from result_offsets where topic = :topic and partition = :partition for update")
                .param("topic", topic)
                .param("partition", partition)
                .query(Long.class)
                .optional();
    }

    void putOffset(String topic, int partition, long next) {
        database.sql("""
                        insert into result_offsets (topic, partition, next_offset) values (:topic, :partition, :next)
                        on conflict (topic, partition) do update set next_offset = excluded.next_offset
                        """)
                .param("topic", topic)
                .param("partition", partition)
                .param("next", next)
                .update();
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("posted"),
                row.getLong("applied"),
                row.getLong("shortlisted"),
                row.getLong("accepted"),
                row.getLong("rejected"),
                row.getLong("withdrawn"));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** An hour, and what happened in it. */
    public record Hour(Instant hour, Counts counts) {}

    /** A place or a skill, and what happened by it. */
    public record Named(String name, Counts counts) {}

    /**
     * How many seconds went by from when jobs became open to their first application.
     *
     * @param jobs how many of them have one; the rest is null when none has
     */
    public record FirstApplications(
            long jobs,
            @Nullable Long averageSeconds,
            @Nullable Long medianSeconds,
            @Nullable Long shortestSeconds,
            @Nullable Long longestSeconds) {}
}
