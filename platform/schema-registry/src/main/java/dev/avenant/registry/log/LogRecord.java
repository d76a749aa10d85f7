package dev.avenant.registry.log;

import org.jspecify.annotations.Nullable;

/**
 * A record to append, as text.
 *
 * @param key never null, so that compaction keeps the newest of each
 * @param value null removes the key
 */
public record LogRecord(String key, @Nullable String value) {}
