package dev.avenant.registry.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource's association with a subject was set, or ended with null.
 *
 * @param key its key in the log, which names both
 */
public record AssociationRecord(String key, @Nullable ResourceAssociation association) implements RegistryRecord {

    private static final String CREATED = "createTs";
    private static final String FROZEN = "frozen";

    static AssociationRecord set(ResourceAssociation association) {
        return new AssociationRecord(keyOf(association), association);
    }

    /** Made with the key under which it was set, which another server may have written otherwise than this one does. */
    static AssociationRecord ended(String key) {
        return new AssociationRecord(key, null);
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
        return new AssociationRecord(key.text(), value == null ? null : association(value));
    }

    private static ResourceAssociation association(RecordFields value) {
        Long created = value.optional(CREATED, Long.class);
        Boolean frozen = value.optional(FROZEN, Boolean.class);
        String lifecycle = value.text("lifecycle");
        return new ResourceAssociation(
                value.text("subject"),
                value.text("guid"),
                value.text("resourceName"),
                value.text("resourceNamespace"),
                value.text("resourceId"),
                value.text("resourceType"),
                value.text("associationType"),
                lifecycle,
                // Earlier records do not say it.
                frozen == null ? lifecycle.equals(ResourceAssociation.STRONG) : frozen,
                created == null ? 0 : created,
                0);
    }

    @Override
    public @Nullable String value() {
        if (association == null) {
            return null;
        }
        ObjectNode value = RecordFields.JSON
                .createObjectNode()
                .put("guid", association.guid())
                .put("tenant", RecordFields.ONLY_TENANT)
                .put("resourceName", association.resourceName())
                .put("resourceNamespace", association.resourceNamespace())
                .put("resourceId", association.resourceId())
                .put("resourceType", association.resourceType())
                .put("associationType", association.associationType())
                .put("subject", association.subject())
                .put("lifecycle", association.lifecycle())
                .put(FROZEN, association.frozen());
        // As long as it is not said, the record's own time is meant.
        return (association.createTs() == 0 ? value : value.put(CREATED, association.createTs())).toString();
    }

    @Override
    public void replay(CatalogState state, long timestamp) {
        state.setAssociation(key, association == null ? null : association.at(timestamp));
    }

    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        return List.of(new AssociationRecord(key, catalog.associations().get(key)));
    }
}
