package dev.avenant.contracts.discovery;

import dev.avenant.contracts.discovery.FoundSchema.SchemaKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which schema of an earlier state each schema was: the one of its name at its place; else the one of its name that has
 * gone from its place, as when a file moved; else one of its name that is still there, as when a file was copied; else the
 * only one that has gone from its file, as when a type was renamed.
 */
final class Counterparts {
    private final Map<SchemaKey, SchemaKey> earlier = new LinkedHashMap<>();
    private final Set<SchemaKey> gone;

    Counterparts(Set<SchemaKey> now, Set<SchemaKey> before) {
        this.gone = new LinkedHashSet<>(before);
        List<SchemaKey> left = new ArrayList<>();
        for (SchemaKey key : now) {
            if (gone.remove(key)) {
                earlier.put(key, key);
            } else {
                left.add(key);
            }
        }
        left.removeIf(key -> pair(key, named(key, gone)));
        left.removeIf(key -> pair(key, named(key, before)));
        Map<String, List<SchemaKey>> byFile = new HashMap<>();
        left.forEach(key ->
                byFile.computeIfAbsent(key.pattern(), file -> new ArrayList<>()).add(key));
        byFile.values().stream().filter(keys -> keys.size() == 1).forEach(keys -> {
            pair(keys.get(0), renamed(keys.get(0)));
        });
    }

    private boolean pair(SchemaKey key, Optional<SchemaKey> counterpart) {
        counterpart.ifPresent(found -> {
            gone.remove(found);
            earlier.put(key, found);
        });
        return counterpart.isPresent();
    }

    /** The one of its name whose place is most like its own. */
    private static Optional<SchemaKey> named(SchemaKey key, Set<SchemaKey> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.name().equals(key.name()))
                .max(Comparator.comparingInt(candidate -> foldersAlike(candidate.pattern(), key.pattern())));
    }

    private Optional<SchemaKey> renamed(SchemaKey key) {
        List<SchemaKey> candidates = gone.stream()
                .filter(candidate -> candidate.pattern().equals(key.pattern()))
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /** How many parts of two paths are the same, from their ends. */
    private static int foldersAlike(String one, String other) {
        String[] parts = one.split("/", -1);
        String[] others = other.split("/", -1);
        int alike = 0;
        while (alike < Math.min(parts.length, others.length)
                && parts[parts.length - 1 - alike].equals(others[others.length - 1 - alike])) {
            alike++;
        }
        return alike;
    }

    /** What a schema was; empty when it is new. */
    Optional<SchemaKey> of(SchemaKey key) {
        return Optional.ofNullable(earlier.get(key));
    }

    /** The schemas that are no more. */
    Set<SchemaKey> gone() {
        return gone;
    }
}
