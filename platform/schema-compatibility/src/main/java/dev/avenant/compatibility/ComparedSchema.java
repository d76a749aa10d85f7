package dev.avenant.compatibility;

import dev.avenant.finding.Finding;
import dev.avenant.finding.SourceLocation;
import dev.avenant.schema.SchemaSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A schema with what is known about the text it came from.
 *
 * @param schema the schema with its references resolved
 * @param sources the files it was read from, its own first and then those of the types it refers to; may be empty
 */
public record ComparedSchema(Schema schema, List<SchemaSource> sources) {
    public ComparedSchema {
        sources = List.copyOf(sources);
    }

    /** A schema without a text. */
    public static ComparedSchema of(Schema schema) {
        return new ComparedSchema(schema, List.of());
    }

    /** A schema file and the types that it refers to, in an order in which each knows those before it. */
    public static ComparedSchema of(SchemaSource source, Collection<Schema> known, List<SchemaSource> references) {
        List<SchemaSource> all = new ArrayList<>();
        all.add(source);
        all.addAll(references);
        return new ComparedSchema(source.resolve(known), all);
    }

    /**
     * Where a type, field or symbol stands.
     *
     * @param element {@code a.Record}, {@code a.Record.field} or {@code a.Enum.SYMBOL}
     * @return the beginning of the file when the element is not in it; null when there is no file
     */
    public @Nullable SourceLocation locationOf(String element) {
        for (SchemaSource source : sources) {
            Optional<SourceLocation> place = source.locationOf(element);
            if (place.isPresent()) {
                return place.get();
            }
        }
        return sources.isEmpty() ? null : sources.get(0).start();
    }

    /** What the reader of the file has already found to be unable to work. */
    List<Finding> faults() {
        return sources.isEmpty() ? List.of() : sources.get(0).invalid();
    }
}
