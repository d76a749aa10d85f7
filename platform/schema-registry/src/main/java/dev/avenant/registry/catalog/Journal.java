package dev.avenant.registry.catalog;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where changes go. A change is planned when all changes before it are in the catalog, and its result is handed back once
 * its records are durable and applied.
 */
public interface Journal {

    /** Makes the change. Throws what planning throws, and a store's own exception when the records may not be kept. */
    <T> T write(Change<T> change);

    /**
     * One change.
     *
     * @param plan decides on the records; may throw {@link RegistryFault}
     * @param alone whether nothing else may be written with it
     */
    record Change<T>(Supplier<Plan<T>> plan, boolean alone) {}

    /**
     * What a change comes to.
     *
     * @param records none when nothing is to be written
     * @param touches what another plan of the same batch must not touch too
     */
    record Plan<T>(List<RegistryRecord> records, T result, Set<String> touches) {

        public Plan {
            records = List.copyOf(records);
            touches = Set.copyOf(touches);
        }

        static <T> Plan<T> of(T result, RegistryRecord... records) {
            return new Plan<>(List.of(records), result, Set.of());
        }

        static <T> Plan<T> of(T result, List<RegistryRecord> records) {
            return new Plan<>(records, result, Set.of());
        }
    }
}
