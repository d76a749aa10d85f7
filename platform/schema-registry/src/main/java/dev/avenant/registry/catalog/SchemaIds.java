package dev.avenant.registry.catalog;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The ids of one context: which subjects use them, and which schema has which. The subjects of an id come in the order of
 * a hash table, since which of them answers for the id is visible to clients.
 */
final class SchemaIds {

    private final Map<Integer, Map<String, Integer>> users = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> byGuid = new ConcurrentHashMap<>();
    private volatile int highest;

    /** Made with {@code highest}: how far its ids had come before. */
    SchemaIds(int highest) {
        this.highest = highest;
    }

    void put(SchemaVersion version) {
        users.compute(version.id(), (id, before) -> {
            if (before == null || (before.size() == 1 && before.containsKey(version.subject()))) {
                return Map.of(version.subject(), version.version());
            }
            Map<String, Integer> more = before instanceof ConcurrentHashMap ? before : table(before);
            more.put(version.subject(), version.version());
            return more;
        });
        byGuid.put(version.guid(), version.id());
        raise(version.id());
    }

    /** A table as large as an empty one becomes; one that is made as a copy is smaller, of another order, on a newer Java. */
    private static Map<String, Integer> table(Map<String, Integer> before) {
        Map<String, Integer> table = new ConcurrentHashMap<>();
        before.forEach(table::put);
        return table;
    }

    void remove(SchemaVersion version) {
        users.computeIfPresent(version.id(), (id, before) -> {
            Integer number = before.get(version.subject());
            if (number == null || number != version.version()) {
                return before;
            }
            if (before.size() == 1) {
                return null;
            }
            before.remove(version.subject());
            return before;
        });
    }

    void raise(int id) {
        if (id > highest) {
            highest = id;
        }
    }

    int highest() {
        return highest;
    }

    Map<String, Integer> users(int id) {
        return users.getOrDefault(id, Map.of());
    }

    @Nullable
    Integer of(UUID guid) {
        return byGuid.get(guid);
    }

    void forEach(IntConsumer action) {
        users.keySet().forEach(action::accept);
    }
}
