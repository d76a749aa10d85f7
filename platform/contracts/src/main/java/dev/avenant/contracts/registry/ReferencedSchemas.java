package dev.avenant.contracts.registry;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.schema.SchemaSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Puts into a schema the registered types that it refers to, and those that they refer to. */
public final class ReferencedSchemas {
    private final RegistryClient registry;

    /** @param registry where the types are */
    public ReferencedSchemas(RegistryClient registry) {
        this.registry = registry;
    }

    /**
     * A schema with all that it refers to. A reference to a version that is not there is passed over: the schema may do
     * without it. One that was deleted since is there all the same.
     *
     * @param name what messages call the schema
     * @param references with the whole names of their subjects
     * @throws dev.avenant.schema.SchemaSyntaxException when it is no schema, or lacks what it refers to
     * @throws dev.avenant.registry.client.RegistryException when the registry cannot be asked
     */
    public ComparedSchema resolve(String name, String text, List<SchemaReference> references) {
        return resolve(name, text, references, new LinkedHashMap<>());
    }

    private ComparedSchema resolve(
            String name, String text, List<SchemaReference> references, Map<String, Schema> known) {
        for (SchemaReference reference : references) {
            if (!known.containsKey(reference.name())) {
                registry.referenced(reference)
                        .ifPresent(used -> known.put(
                                reference.name(),
                                resolve(
                                                nameOf(used),
                                                used.schema() == null ? "" : used.schema(),
                                                used.qualifiedReferences(),
                                                known)
                                        .schema()));
            }
        }
        return ComparedSchema.of(SchemaSource.parse(name, text), List.copyOf(known.values()), List.of());
    }

    static String nameOf(RegisteredSchema version) {
        return version.subject() + " v" + version.version();
    }
}
