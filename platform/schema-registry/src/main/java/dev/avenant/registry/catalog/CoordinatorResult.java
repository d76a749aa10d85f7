package dev.avenant.registry.catalog;

import java.util.List;
import java.util.Set;

/**
 * What a write operation comes to.
 *
 * @param records to append, none when all is there already
 * @param response handed back when the records are durable and replayed
 * @param conflictKeys what another operation of the same append must not have too
 */
public record CoordinatorResult<T>(List<RegistryRecord> records, T response, Set<String> conflictKeys) {

    public CoordinatorResult {
        records = List.copyOf(records);
        conflictKeys = Set.copyOf(conflictKeys);
    }

    static <T> CoordinatorResult<T> of(T response, RegistryRecord... records) {
        return new CoordinatorResult<>(List.of(records), response, Set.of());
    }

    static <T> CoordinatorResult<T> of(T response, List<RegistryRecord> records) {
        return new CoordinatorResult<>(records, response, Set.of());
    }
}
