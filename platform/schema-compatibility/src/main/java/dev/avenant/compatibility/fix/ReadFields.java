package dev.avenant.compatibility.fix;

import dev.avenant.schema.NamedTypes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The fields of earlier versions that a schema reads, by their names or aliases. A field that is not read any more is lost
 * without a word, since no reader has to have every field; so no fix may take one away.
 */
final class ReadFields {
    private ReadFields() {}

    /** All that earlier versions have. */
    static Set<String> writtenBy(List<Schema> earlier) {
        Set<String> written = new HashSet<>();
        earlier.forEach(version -> collect(version, written));
        return written;
    }

    /** Those of the written ones that the schema has too. */
    static Set<String> of(Schema schema, Set<String> written) {
        Set<String> read = new HashSet<>();
        collect(schema, read);
        read.retainAll(written);
        return read;
    }

    private static void collect(Schema schema, Set<String> fields) {
        NamedTypes.of(schema).values().stream()
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .forEach(type -> record(type, fields));
    }

    /** What a field of a record is called here. */
    static String key(Schema record, String field) {
        return record.getName() + "." + field;
    }

    private static void record(Schema record, Set<String> fields) {
        Set<String> names = new HashSet<>(Set.of(record.getName()));
        record.getAliases().forEach(alias -> names.add(alias.substring(alias.lastIndexOf('.') + 1)));
        for (String name : names) {
            for (Schema.Field field : record.getFields()) {
                fields.add(name + "." + field.name());
                field.aliases().forEach(alias -> fields.add(name + "." + alias));
            }
        }
    }
}
