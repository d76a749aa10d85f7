package dev.avenant.registry.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version is gone for ever. */
public record SchemaTombstone(String subject, int version) implements RegistryRecord {

    static RegistryRecord read(RecordFields key) {
        SchemaRecord.requireKnownMagic(key);
        return new SchemaTombstone(key.text("subject"), key.number("version", 1));
    }

    @Override
    public String key() {
        return SchemaRecord.key(subject, version);
    }

    @Override
    public @Nullable String value() {
        return null;
    }

    @Override
    public void replay(CatalogState state, long timestamp) {
        state.remove(subject, version);
    }

    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        return List.of(SchemaRecord.current(catalog, subject, version));
    }
}
