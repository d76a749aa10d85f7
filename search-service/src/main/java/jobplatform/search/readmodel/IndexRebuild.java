package jobplatform.search.readmodel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Builds the read model anew from the topics, while the service answers from the one that it has.
 *
 * <p>First a new generation is begun; from then on each event that arrives goes to both. Then all that the topics hold is
 * read into the new one; whatever was handled before it was begun lies before their ends then. What they no longer hold
 * is taken over from the old one. At last the new one answers, and the old one is deleted.
 *
 * <p>A failure leaves the old generation as it is; whoever asks may ask again. One process rebuilds at a time, which
 * holds a lock of the database for it.
 */
@Component
public class IndexRebuild {

    private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);

    /** Any number that no other lock of this database has. */
    private static final long LOCK = 0x5ea2c41de8L;

    private final Generations generations;
    private final JobTable jobs;
    private final JobReadModel readModel;
    private final RecordedEvents recorded;
    private final DataSource database;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final AtomicReference<RebuildReport> report = new AtomicReference<>(RebuildReport.NONE);

    IndexRebuild(
            Generations generations,
            JobTable jobs,
            JobReadModel readModel,
            RecordedEvents recorded,
            DataSource database,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.generations = generations;
        this.jobs = jobs;
        this.readModel = readModel;
        this.recorded = recorded;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** How the last rebuilding that was asked of this process went, or goes. */
    public RebuildReport report() {
        return Objects.requireNonNull(report.get());
    }

    /** Begins one in the background; false if one is going on in this process. */
    public boolean start() {
        RebuildReport before = report();
        if (before.state() == RebuildReport.State.RUNNING
                || !report.compareAndSet(before, RebuildReport.started(clock.instant()))) {
            return false;
        }
        Thread thread = new Thread(this::run, "search-index-rebuild");
        thread.setDaemon(true);
        thread.start();
        return true;
    }

    private void run() {
        try (Connection connection = database.getConnection()) {
            if (!lock(connection)) {
                fail("Another process of this service rebuilds the index");
                return;
            }
            try {
                rebuild();
            } finally {
                unlock(connection);
            }
        } catch (SQLException | RuntimeException failure) {
            LOG.warn("The search index was not rebuilt; the old one goes on", failure);
            fail(failure.toString());
        }
    }

    private void rebuild() {
        jobs.keepOnly(generations.serving(), generations.serving());
        int generation = generations.begin();
        try {
            RecordedEvents.Summary read = recorded.readAll(events -> replay(generation, events));
            if (!read.isWhole()) {
                transaction.executeWithoutResult(status -> {
                    jobs.holdAllEmployers();
                    jobs.takeOver(generations.serving(), generation);
                });
            }
            if (generations.serve(generation).isEmpty()) {
                throw new IllegalStateException("Another rebuilding was begun meanwhile");
            }
            jobs.keepOnly(generation, generation);
            report.updateAndGet(
                    running -> running.done(clock.instant(), read.events(), read.skipped(), jobs.count(generation)));
            LOG.info("The search index was rebuilt: {}", report.get());
        } catch (RuntimeException failure) {
            generations.abandon(generation);
            throw failure;
        }
    }

    private void replay(int generation, List<Object> events) {
        transaction.executeWithoutResult(status -> {
            jobs.holdAllEmployers();
            events.forEach(event -> readModel.replay(generation, event));
        });
        report.updateAndGet(running -> running.read(events.size()));
    }

    private void fail(String problem) {
        report.updateAndGet(running -> running.failed(clock.instant(), problem));
    }

    private static boolean lock(Connection connection) throws SQLException {
        return call(connection, "select pg_try_advisory_lock(?)");
    }

    private static void unlock(Connection connection) throws SQLException {
        call(connection, "select pg_advisory_unlock(?)");
    }

    private static boolean call(Connection connection, String function) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(function)) {
            statement.setLong(1, LOCK);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
