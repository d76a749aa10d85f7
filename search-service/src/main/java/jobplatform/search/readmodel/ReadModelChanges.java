package jobplatform.search.readmodel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells what changed in the read model. Each row has the number of the transaction that wrote it last; transactions do
 * not end in the order of their numbers, so a reader goes on at the lowest that was still open when it looked before. It
 * may see a change twice, and misses none.
 */
@Component
public class ReadModelChanges {

    private static final int ROWS_AT_ONCE = 1_000;

    private static final String CHANGED = """
            select job_id, employer_id, company_name, coalesce(created_at, offered_at) as posted_at, offer,
                   changed_in::text as changed_in,
                   status = 'OPEN' and offer is not null
                     and not exists (select from departed_employers gone where gone.employer_id = jobs.employer_id)
                     as findable
            from jobs where generation = :generation and changed_in >= :since::xid8
            """;

    private static final String DEPARTED =
            "select employer_id from departed_employers where changed_in >= :since::xid8";

    private final JdbcClient database;
    private final TransactionTemplate snapshot;

    ReadModelChanges(JdbcClient database, PlatformTransactionManager transactions) {
        this.database = database;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * What changed, read in one snapshot of the database.
     *
     * @param before where the reader has read to, null when it knows nothing yet
     * @return where it has read to now; another generation than before means that all of that one was told
     */
    public Position read(@Nullable Position before, Reader reader) {
        return snapshot.execute(status -> {
            Position now = database.sql("""
                            select serving as generation, pg_snapshot_xmin(pg_current_snapshot())::text as since
                            from search_index
                            """).query(Position.class).single();
            String since;
            if (before != null && before.generation() == now.generation()) {
                since = before.since();
            } else {
                reader.startOver();
                since = "0";
            }
            readJobs(now.generation(), since, reader);
            database.sql(DEPARTED)
                    .param("since", since)
                    .query(UUID.class)
                    .list()
                    .forEach(reader::employerGone);
            return now;
        });
    }

    private void readJobs(int generation, String since, Reader reader) {
        try (Stream<Consumer<Reader>> changes = database
                .sql(CHANGED)
                .withFetchSize(ROWS_AT_ONCE)
                .param("generation", generation)
                .param("since", since)
                .query((row, number) -> change(row))
                .stream()) {
            changes.forEach(change -> change.accept(reader));
        }
    }

    private static Consumer<Reader> change(ResultSet row) throws SQLException {
        UUID id = row.getObject("job_id", UUID.class);
        String changedIn = row.getString("changed_in");
        if (!row.getBoolean("findable")) {
            return reader -> reader.gone(id, changedIn);
        }
        OpenJob job = new OpenJob(
                id,
                row.getObject("employer_id", UUID.class),
                row.getString("company_name"),
                row.getObject("posted_at", java.time.OffsetDateTime.class).toInstant(),
                StoredOffers.read(row.getString("offer")));
        return reader -> reader.open(job, changedIn);
    }

    /**
     * How far a reader has read.
     *
     * @param generation which generation
     * @param since the lowest number of a transaction whose changes it may not have seen
     */
    public record Position(int generation, String since) {}

    /** Is told what changed. */
    public interface Reader {

        /** All of a generation follows. */
        void startOver();

        /** The job may be found, and is this. */
        void open(OpenJob job, String changedIn);

        /** The job may not be found. */
        void gone(UUID jobId, String changedIn);

        /** No job of that employer may be found. */
        void employerGone(UUID employerId);
    }
}
