package dev.avenant.registry.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record that can be read and that this registry has no use for. */
public record UnsupportedRecord(String key, @Nullable String value) implements RegistryRecord {

    @Override
    public void replay(CatalogState state, long timestamp) {
        // It is left alone.
    }

    /** What has no state here is said once more as it was. */
    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        return List.of(this);
    }
}
