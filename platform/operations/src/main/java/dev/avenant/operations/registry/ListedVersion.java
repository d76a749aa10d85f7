package dev.avenant.operations.registry;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version in the list of those of its subject.
 *
 * @param guid null from registries that know none
 * @param schemaType {@code AVRO}, or what another registry keeps besides
 * @param references what the schema refers to, each with the whole name of its subject
 * @param referredToBy how many schemas refer to it
 */
public record ListedVersion(
        int version,
        int id,
        @Nullable String guid,
        String schemaType,
        List<SchemaReference> references,
        int referredToBy) {

    public ListedVersion {
        references = List.copyOf(references);
    }

    /** A version; the registry is asked how many schemas refer to it. */
    public static ListedVersion of(HttpRegistryClient client, RegisteredSchema schema) {
        int version = numberOf(schema);
        return new ListedVersion(
                version,
                Objects.requireNonNullElse(schema.id(), 0),
                schema.guid(),
                DescribedVersion.typeOf(schema),
                schema.qualifiedReferences(),
                client.referencesTo(String.valueOf(schema.subject()), version).size());
    }

    /** The versions of a subject that are not deleted, the oldest first; none when there is no such subject. */
    public static List<RegisteredSchema> schemas(HttpRegistryClient client, String subject) {
        List<RegisteredSchema> found = new ArrayList<>();
        client.eachSchema(subject, false, schema -> {
            if (subject.equals(schema.subject())) {
                found.add(schema);
            }
        });
        found.sort(Comparator.comparing(ListedVersion::numberOf));
        return found;
    }

    /** The number of a version; 0 when the registry did not say it. */
    public static int numberOf(RegisteredSchema schema) {
        return Objects.requireNonNullElse(schema.version(), 0);
    }
}
