package dev.avenant.contracts.tree;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.schema.SchemaSource;
import java.util.List;
import java.util.SortedMap;
import org.apache.avro.Schema;

/**
 * A version of a contract together with the versions of the shared types that it uses: exactly what is registered and
 * what is on the wire. A version whose types move on is released again, with the same file.
 *
 * @param types version by full name of each shared type it uses, directly or through another
 * @param schema the schema with the types in it
 * @param sources the file and those of the types it uses, its own first
 */
public record Release(
        ContractVersion version, SortedMap<String, Integer> types, Schema schema, List<SchemaSource> sources) {
    public Release {
        sources = List.copyOf(sources);
    }

    /** The schema as the checks take it. */
    public ComparedSchema compared() {
        return new ComparedSchema(schema, sources);
    }

    /** Whether both are the same version with the same types. */
    public boolean isSameAs(Release other) {
        return version.number() == other.version.number() && types.equals(other.types);
    }

    /** {@code v2}. */
    public String label() {
        return "v" + version.number();
    }
}
