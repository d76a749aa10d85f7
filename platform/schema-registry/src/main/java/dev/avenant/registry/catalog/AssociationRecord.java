package dev.avenant.registry.catalog;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resource's association with a subject was set, or ended with null.
 *
 * @param key its key in the log, which names both
 */
public record AssociationRecord(String key, @Nullable ResourceAssociation association) implements RegistryRecord {

    private static final List<String> REQUIRED = List.of(
            "subject",
            "guid",
            "resourceName",
            "resourceNamespace",
            "resourceId",
            "resourceType",
            "associationType",
            "lifecycle");

    static AssociationRecord set(ResourceAssociation association) {
        return new AssociationRecord(keyOf(association), association);
    }

    static AssociationRecord ended(ResourceAssociation association) {
        return new AssociationRecord(keyOf(association), null);
    }

    private static String keyOf(ResourceAssociation association) {
        return RecordFields.JSON
                .createObjectNode()
                .put("keytype", RecordType.ASSOC.name())
                .put("tenant", RecordFields.ONLY_TENANT)
                .put("resourceName", association.resourceName())
                .put("resourceNamespace", association.resourceNamespace())
                .put("resourceType", association.resourceType())
                .put("associationType", association.associationType())
                .put("subject", association.subject())
                .put("magic", 0)
                .toString();
    }

    static RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
        if (value != null) {
            REQUIRED.forEach(value::text);
        }
        return new AssociationRecord(key.text(), value == null ? null : value.as(ResourceAssociation.class));
    }

    @Override
    public @Nullable String value() {
        return association == null
                ? null
                : Objects.requireNonNull(RecordFields.JSON.valueToTree(association))
                        .toString();
    }

    @Override
    public void replay(CatalogState state, long timestamp) {
        state.setAssociation(key, association);
    }

    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        return List.of(new AssociationRecord(key, catalog.associations().get(key)));
    }
}
