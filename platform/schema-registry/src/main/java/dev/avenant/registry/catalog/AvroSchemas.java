package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.SchemaReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Reads Avro schemas together with the registered schemas that they refer to. */
final class AvroSchemas {

    private final Catalog catalog;

    AvroSchemas(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A schema, and its text in the one form that is stored and compared. */
    record Parsed(Schema schema, String text) {}

    /** Throws {@link RegistryFault} 42201 for what is no Avro schema or names a reference that is not registered. */
    Parsed parse(String text, List<SchemaReference> references) {
        Map<String, Schema> known = new LinkedHashMap<>();
        references.forEach(reference -> resolve(reference, known));
        return parse(text, known);
    }

    Schema parse(SchemaVersion version) {
        return parse(version.schema(), version.references()).schema();
    }

    private void resolve(SchemaReference reference, Map<String, Schema> known) {
        if (known.containsKey(reference.name())) {
            return;
        }
        SchemaVersion version = (reference.version() < 0
                        ? last(catalog.versions(reference.subject(), false))
                        : catalog.version(reference.subject(), reference.version()))
                .orElseThrow(() -> RegistryFault.invalidSchema("No schema reference found for subject \""
                        + reference.subject() + "\" and version " + reference.version()));
        version.references().forEach(nested -> resolve(nested, known));
        known.put(reference.name(), parse(version.schema(), known).schema());
    }

    private static Optional<SchemaVersion> last(List<SchemaVersion> versions) {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    @SuppressWarnings("deprecation") // Avro has no other way to leave referenced types out of the text.
    private static Parsed parse(String text, Map<String, Schema> known) {
        try {
            Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
            parser.addTypes(known.values());
            Schema schema = parser.parse(text);
            return new Parsed(schema, schema.toString(Set.copyOf(known.values()), false));
        } catch (SchemaParseException unreadable) {
            throw RegistryFault.invalidSchema(String.valueOf(unreadable.getMessage()));
        } catch (AvroRuntimeException | StackOverflowError unreadable) {
            throw RegistryFault.invalidSchema(
                    unreadable.getMessage() == null ? "nested too deeply" : unreadable.getMessage());
        }
    }
}
