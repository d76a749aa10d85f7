package dev.avenant.registry.log;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the registry's records are kept, in an order that never changes. Each record has a key; a later record of the
 * same key replaces it, and a null value removes it, once the log is compacted.
 */
public interface RegistryLog extends AutoCloseable {

    /**
     * Reads every record in order and hands it over, and goes on doing so in the background. Returns when all that was in
     * the log at the call has been handed over.
     */
    void start(BiConsumer<String, @Nullable String> reader);

    /**
     * Appends a record. Returns when it is durable and has been handed to the reader, so that whoever asks next sees it.
     * Throws {@link LogUnavailableException} when it may or may not have been written; asking again tells.
     */
    void append(String key, @Nullable String value);

    @Override
    void close();
}
