package dev.avenant.serde.internal.schema;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.api.Association;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.subject.AssociatedNameStrategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The subjects that the registry associates with topics, asked for once for each topic or as often as is set. */
public final class AssociatedSubjectCache {

    private final RegistryClient client;
    private final String clusterId;
    private final boolean isKey;
    private final @Nullable Duration lifetime;
    private final Clock clock;
    private final ConcurrentMap<String, Entry> known;

    public AssociatedSubjectCache(RegistryClient client, AssociatedNameStrategy strategy, boolean isKey, Clock clock) {
        this.client = client;
        this.clusterId = strategy.clusterId();
        this.isKey = isKey;
        this.lifetime = strategy.cacheSeconds() < 0 ? null : Duration.ofSeconds(strategy.cacheSeconds());
        this.known = BoundedMap.ofAtMost(strategy.cacheSize());
        this.clock = clock;
    }

    /** Whether what was asked for once is asked for again later. */
    public boolean expires() {
        return lifetime != null;
    }

    /** The subject, or empty when the registry associates none with the topic. */
    public Optional<String> of(String topic) {
        Instant now = clock.instant();
        Entry entry = known.get(topic);
        if (entry != null && holds(entry, now)) {
            return entry.subject();
        }
        // One thread asks and the others wait.
        return known.compute(topic, (asked, old) -> old != null && holds(old, now) ? old : new Entry(ask(topic), now))
                .subject();
    }

    private boolean holds(Entry entry, Instant now) {
        return lifetime == null || now.isBefore(entry.since().plus(lifetime));
    }

    private Optional<String> ask(String topic) {
        FailureSite site = FailureSite.of(topic, isKey);
        try {
            List<Association> found = client.associations(clusterId, topic, isKey);
            if (found.size() > 1) {
                throw new SerdeException(
                        SerdeFailure.Kind.REGISTRY_REJECTED,
                        site,
                        "The registry associates " + found.size() + " subjects with the topic: "
                                + found.stream().map(Association::subject).toList() + ". Leave one of them",
                        null);
            }
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(found.get(0).subject());
        } catch (RegistryException failed) {
            throw RegistryFailures.whileAssociating(failed, site);
        }
    }

    private record Entry(Optional<String> subject, Instant since) {}
}
