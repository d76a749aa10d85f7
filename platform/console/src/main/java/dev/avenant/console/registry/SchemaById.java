package dev.avenant.console.registry;

import java.util.List;

/**
 * The schema of an id, and the versions that have it.
 *
 * @param schemaType {@code AVRO}, or what another registry keeps besides
 */
public record SchemaById(
        int id, String schemaType, SchemaView schema, List<VersionLink> references, List<VersionLink> uses) {

    public SchemaById {
        references = List.copyOf(references);
        uses = List.copyOf(uses);
    }
}
