package dev.avenant.registry.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the registry's records are kept, in an order that never changes. Each record has a key; a later record of the
 * same key replaces it, and a null value removes it, once the log is compacted.
 */
public interface RegistryLog extends AutoCloseable {

    /** Takes each record in its order; called by one thread. */
    @FunctionalInterface
    interface Reader {
        /** Takes one; {@code timestamp} in milliseconds since 1970. */
        void read(String key, @Nullable String value, long timestamp);
    }

    /** A record to be; a null value removes its key. */
    record Entry(String key, @Nullable String value) {}

    /**
     * Reads every record in order and hands it over, and goes on doing so in the background. Returns when all that was in
     * the log at the call has been handed over.
     */
    void start(Reader reader);

    /** What a new leader does before any other append of its registry. */
    @FunctionalInterface
    interface Successor {
        /**
         * Appends what has to come first.
         *
         * @param doubtful the records, in their order, whose writer could not see them through: they were handed over,
         *     and may vanish unless what they came to is appended again
         * @param term to append with
         */
        void begin(List<Entry> doubtful, int term);
    }

    /**
     * Takes the right to append from whoever has it, waits until all that others appended has been handed over, and begins
     * a new term with the successor's appends. From then on nobody else's append succeeds until somebody else takes the
     * right.
     */
    void lead(Successor successor);

    /** How often this registry took the right. Whoever plans an append asks before it looks at the state. */
    int term();

    /**
     * Appends records, all or none. Returns when they are durable and have been handed to the reader, so that whoever asks
     * next sees them. Throws {@link LogUnavailableException} when they may or may not have been written; asking again
     * tells.
     *
     * @param term the term in which they were planned; when another began since, others may have written meanwhile, and
     *     nothing is appended
     * @return the place of the last one
     */
    long append(List<Entry> entries, int term);

    /** The place behind the last record that was handed over. */
    long position();

    /** Waits until the record at that place was handed over, as long as the log's patience lasts. */
    void await(long place);

    @Override
    void close();
}
