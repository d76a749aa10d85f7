package dev.avenant.registry.leadership;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who of the registries that share a log writes to it. */
public interface Leadership extends AutoCloseable {

    /**
     * Who leads.
     *
     * @param self whether it is this registry, ready to write
     * @param url where the leader is; null when it is this registry or nobody
     */
    record Leader(boolean self, @Nullable URI url) {

        static final Leader NOBODY = new Leader(false, null);

        /** This registry. */
        public static final Leader SELF = new Leader(true, null);

        /** Whether there is one. */
        public boolean isKnown() {
            return self || url != null;
        }
    }

    /** The leader, as soon as there is one; nobody when there is none within that time. */
    Leader await(Duration timeout);

    /** Called when a write failed for the log's sake: leading may be over. */
    void writeFailed();

    @Override
    void close();

    /** The leadership of a registry that shares its log with nobody. */
    static Leadership alone() {
        return new Leadership() {
            @Override
            public Leader await(Duration timeout) {
                return Leader.SELF;
            }

            @Override
            public void writeFailed() {
                // Nobody else would do better.
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
