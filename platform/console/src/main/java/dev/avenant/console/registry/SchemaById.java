package dev.avenant.console.registry;

import dev.avenant.registry.client.api.SchemaReference;
import java.util.List;

/**
 * The schema of an id, and the versions that have it.
 *
 * @param schemaType {@code AVRO}, or what another registry keeps besides
 * @param refersTo the registered types that the schema uses
 * @param uses the versions that have it
 */
public record SchemaById(
        int id, String schemaType, SchemaView schema, List<SchemaReference> refersTo, List<VersionLink> uses) {

    public SchemaById {
        refersTo = List.copyOf(refersTo);
        uses = List.copyOf(uses);
    }

    /** The registered types that the schema uses, as a page leads to them. */
    public List<VersionLink> references() {
        return refersTo.stream().map(VersionLink::of).toList();
    }
}
