package dev.avenant.registry.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a schema keeps free for later: named in its metadata, none of them may be a field of it, and none that
 * was named may be taken back.
 */
final class ReservedFields {

    private static final String PROPERTY = "confluent:reserved";

    private ReservedFields() {}

    static List<String> check(AvroSchemas.Parsed candidate, @Nullable SchemaVersion before) {
        Set<String> reserved = of(candidate.content());
        List<String> messages = new ArrayList<>();
        if (before != null) {
            Set<String> removed = of(before.content());
            removed.removeAll(reserved);
            removed.forEach(field -> messages.add("The new schema has reserved field " + field
                    + " removed from its metadata which is present in the old schema's metadata."));
        }
        Schema schema = candidate.schema();
        for (String field : reserved) {
            if (schema.getType() == Schema.Type.RECORD && schema.getField(field) != null) {
                messages.add("The new schema has field that conflicts with the reserved field " + field + ".");
            }
        }
        return messages;
    }

    private static Set<String> of(SchemaContent content) {
        String names = content.property(PROPERTY);
        return Arrays.stream((names == null ? "" : names).split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
