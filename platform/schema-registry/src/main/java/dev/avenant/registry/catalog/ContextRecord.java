package dev.avenant.registry.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A context got its first subject, or was removed. */
public record ContextRecord(String context, boolean present) implements RegistryRecord {

    static RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
        return new ContextRecord(key.text("context"), value != null);
    }

    @Override
    public String key() {
        return RecordFields.JSON
                .createObjectNode()
                .put("keytype", RecordType.CONTEXT.name())
                .<ObjectNode>setAll(fields())
                .put("magic", 0)
                .toString();
    }

    @Override
    public @Nullable String value() {
        return present ? fields().toString() : null;
    }

    private ObjectNode fields() {
        return RecordFields.JSON
                .createObjectNode()
                .put("tenant", RecordFields.ONLY_TENANT)
                .put("context", context);
    }

    @Override
    public void replay(CatalogState state, long timestamp) {
        if (present) {
            state.ids(context);
        } else {
            state.removeContext(context);
        }
    }

    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        return List.of(new ContextRecord(context, catalog.contexts().contains(context)));
    }
}
