package dev.avenant.registry.client;

import dev.avenant.registry.client.api.SchemaReference;
import java.util.List;

/**
 * A schema to register or to look up.
 *
 * @param schema the Avro schema as JSON text
 * @param references the registered schemas that it uses by name; the order does not matter
 */
public record SchemaDefinition(String schema, List<SchemaReference> references) {

    public SchemaDefinition {
        references = List.copyOf(references);
    }

    /** A schema that stands on its own. */
    public static SchemaDefinition of(String schema) {
        return new SchemaDefinition(schema, List.of());
    }
}
