package dev.avenant.serde.internal.schema;

import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.internal.config.SerdeConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The latest versions of subjects, kept as long as the settings say. */
public final class LatestVersionCache {

    private final SchemaCache store;
    private final @Nullable Duration lifetime;
    private final Clock clock;
    private final ConcurrentMap<Key, Entry> known;

    public LatestVersionCache(SerdeConfig config, SchemaCache store, Clock clock) {
        int seconds = config.getInt(KafkaAvroSerdeConfig.LATEST_CACHE_TTL_SEC);
        this.store = store;
        this.lifetime = seconds < 0 ? null : Duration.ofSeconds(seconds);
        this.known = BoundedMap.ofAtMost(config.getInt(KafkaAvroSerdeConfig.LATEST_CACHE_SIZE));
        this.clock = clock;
    }

    /** Whether what was asked for once is asked for again later. */
    public boolean expires() {
        return lifetime != null;
    }

    public SchemaCache.Registered of(String subject, Map<String, String> metadata) {
        Key key = new Key(subject, metadata);
        Instant now = clock.instant();
        Entry entry = known.get(key);
        if (entry != null && holds(entry, now)) {
            return entry.latest();
        }
        // One thread asks and the others wait.
        return known.compute(
                        key,
                        (asked, old) ->
                                old != null && holds(old, now) ? old : new Entry(store.latest(subject, metadata), now))
                .latest();
    }

    private boolean holds(Entry entry, Instant now) {
        return lifetime == null || now.isBefore(entry.since().plus(lifetime));
    }

    private record Key(String subject, Map<String, String> metadata) {}

    private record Entry(SchemaCache.Registered latest, Instant since) {}
}
