package dev.avenant.registry.log;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A log that lives as long as the registry. */
public final class MemoryLog implements RegistryLog {

    private BiConsumer<String, @Nullable String> reader = (key, value) -> {};

    @Override
    public void start(BiConsumer<String, @Nullable String> reader) {
        this.reader = reader;
    }

    @Override
    public void append(String key, @Nullable String value) {
        reader.accept(key, value);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
