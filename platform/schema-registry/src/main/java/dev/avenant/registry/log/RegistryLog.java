package dev.avenant.registry.log;

import java.util.List;

/**
 * Where the registry's records are kept, in an order that never changes. Each record has a key; a later record of the
 * same key replaces it, and a null value removes it, once the log is compacted.
 */
public interface RegistryLog extends AutoCloseable {

    /** Takes each record in its order; called by one thread. What it throws stops the log's reader. */
    interface Reader {
        /**
         * Takes one.
         *
         * @param offset where it stands in the log
         * @param timestamp in milliseconds since 1970
         */
        void read(LogRecord record, long offset, long timestamp);

        /** Hears of a record that is no text with a key, and why. */
        void unreadable(long offset, String reason);
    }

    /**
     * Reads every record in order and hands it over, and goes on doing so in the background. Returns when all that was in
     * the log at the call has been handed over.
     */
    void start(Reader reader);

    /** What a new leader does before any other append of its registry. */
    @FunctionalInterface
    interface ActivationStep {
        /**
         * Appends what has to come first.
         *
         * @param uncommitted the records, in their order, that an earlier leader could not commit: they were handed over,
         *     and may vanish unless what they came to is appended again
         * @param leaderEpoch to append with
         */
        void run(List<LogRecord> uncommitted, int leaderEpoch);
    }

    /**
     * Takes the right to append from whoever has it, waits until all that others appended has been handed over, and begins
     * a new leader epoch with the appends of the step. From then on nobody else's append succeeds until somebody else
     * becomes the leader.
     */
    void becomeLeader(ActivationStep step);

    /** How often this registry became the leader. Whoever prepares an append asks before it looks at the state. */
    int leaderEpoch();

    /**
     * Appends records, all or none. Returns when they are durable and have been handed to the reader, so that whoever asks
     * next sees them. Throws {@link LogUnavailableException} when they may or may not have been written; asking again
     * tells, and {@link RecordsTooLargeException} when they were not written because of their size.
     *
     * @param leaderEpoch the one in which the records were generated; when another began since, others may have written
     *     meanwhile, and nothing is appended
     * @return the offset of the last one
     */
    long append(List<LogRecord> records, int leaderEpoch);

    /** The offset behind the last record that was handed over. */
    long nextOffset();

    /** Waits until the record at that offset was handed over, no longer than the log's timeout. */
    void awaitReplayed(long offset);

    /** The id of the Kafka cluster that keeps the log, or another word where there is none; empty before the start. */
    String clusterId();

    /** How the reading of the log goes at this moment. */
    LogStatus status();

    /** As {@link LogStatus#isServing} of {@link #status}, at next to no cost. */
    boolean isServing();

    @Override
    void close();
}
