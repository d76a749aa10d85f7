package dev.avenant.contracts.discovery;

import dev.avenant.schema.SchemaSource;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A version of a schema that was found in a repository.
 *
 * @param id tells it apart from all others that were found
 * @param path its file, from the root of the repository
 * @param source the schema as it is written
 * @param schema the same with the types it refers to
 * @param uses the id of the version that defines each type it refers to, by the full name of the type
 */
public record DiscoveredVersion(String id, String path, SchemaSource source, Schema schema, Map<String, String> uses) {
    public DiscoveredVersion {
        uses = Map.copyOf(uses);
    }
}
