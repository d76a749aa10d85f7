package jobplatform.search.index;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import jobplatform.search.readmodel.OpenJob;
import jobplatform.search.readmodel.ReadModelChanges;
import jobplatform.search.readmodel.ReadModelChanges.Position;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings the index up to date with the read model, again and again. It reads all of it when the service starts, and when
 * the read model was rebuilt: then into a new index beside the old one, which answers until the new one is whole.
 *
 * <p>While the database is away the index stays as it is, and goes on answering.
 */
@Component
class IndexFollower {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFollower.class);

    private final ReadModelChanges changes;
    private final IndexHolder holder;
    private final SearchProperties properties;

    private @Nullable Position position;
    private Set<String> applied = new HashSet<>();
    private boolean isFailing;
    private boolean isClosed;

    IndexFollower(ReadModelChanges changes, IndexHolder holder, SearchProperties properties) {
        this.changes = changes;
        this.holder = holder;
        this.properties = properties;
    }

    /** Reads what changed since the last time. */
    synchronized void follow() {
        if (isClosed) {
            return;
        }
        try (Update update = new Update()) {
            position = changes.read(position, update);
            update.finish();
            if (isFailing) {
                LOG.info("The index follows the database again");
            }
            isFailing = false;
        } catch (RuntimeException | Error failure) {
            if (!isFailing) {
                LOG.warn("The index cannot follow the database, and stays as it is", failure);
            }
            isFailing = true;
        }
    }

    @PreDestroy
    synchronized void close() {
        isClosed = true;
        close(holder.replace(null));
    }

    private static void close(@Nullable JobIndex index) {
        if (index != null) {
            try {
                index.close();
            } catch (IOException failed) {
                throw new UncheckedIOException("The files of the index cannot be deleted", failed);
            }
        }
    }

    /** One reading: what it writes, and whether it writes into a new index. */
    private final class Update implements ReadModelChanges.Reader, AutoCloseable {

        private final Set<String> seen = new HashSet<>();
        private @Nullable JobIndex next;
        private boolean hasChanged;

        @Override
        public void startOver() {
            next = JobIndex.createIn(properties.indexDirectory(), holder.analyzer());
        }

        @Override
        public void open(OpenJob job, String changedIn) {
            if (next != null) {
                next.add(job);
            } else if (isNew(job.id(), changedIn)) {
                holder.current().put(job);
            }
        }

        @Override
        public void gone(UUID jobId, String changedIn) {
            if (next == null && isNew(jobId, changedIn)) {
                holder.current().remove(jobId);
            }
        }

        @Override
        public void employerGone(UUID employerId) {
            if (next == null && isNew(employerId, "departed")) {
                holder.current().removeAllOf(employerId);
            }
        }

        /** What a reader is told twice was applied the first time. */
        private boolean isNew(UUID id, String changedIn) {
            String change = id + " " + changedIn;
            seen.add(change);
            boolean isNew = !applied.contains(change);
            hasChanged |= isNew;
            return isNew;
        }

        void finish() {
            applied = seen;
            JobIndex whole = next;
            if (whole != null) {
                whole.refresh();
                next = null;
                IndexFollower.close(holder.replace(whole));
            } else if (hasChanged) {
                holder.current().refresh();
            }
        }

        /** An index that did not become whole is thrown away. */
        @Override
        public void close() {
            IndexFollower.close(next);
        }
    }
}
