package dev.avenant.serde.internal.schema;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ConcurrentMap;

/** Maps for what was found out once: topics may name schemas without end, and the heap has one. */
public final class BoundedMap {

    private BoundedMap() {}

    /**
     * A map that holds about so many entries, at least one, and forgets those that are used least. What is made for a key
     * by {@code computeIfAbsent} or {@code compute} is made by one thread, and others wait for it.
     */
    public static <K, V> ConcurrentMap<K, V> ofAtMost(int entries) {
        return Caffeine.newBuilder()
                .maximumSize(Math.max(1, entries))
                // Where the map is used, since the pool that is common to all may be busy.
                .executor(Runnable::run)
                .<K, V>build()
                .asMap();
    }
}
