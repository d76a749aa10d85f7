package dev.avenant.registry.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration was set, or taken back with null.
 *
 * @param subject null for that of all subjects that have none
 */
public record ConfigRecord(
        @Nullable String subject, @Nullable SubjectConfig config) implements RegistryRecord {

    static RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
        return new ConfigRecord(key.optionalText("subject"), value == null ? null : value.as(SubjectConfig.class));
    }

    @Override
    public String key() {
        return RecordFields.key(RecordType.CONFIG, subject);
    }

    @Override
    public @Nullable String value() {
        if (config == null) {
            return null;
        }
        ObjectNode fields = RecordFields.JSON.valueToTree(config);
        return RecordFields.about(subject).<ObjectNode>setAll(fields).toString();
    }

    @Override
    public void replay(CatalogState state, long timestamp) {
        state.configs().set(subject, config);
    }

    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        return List.of(new ConfigRecord(subject, catalog.config(subject).orElse(null)));
    }
}
