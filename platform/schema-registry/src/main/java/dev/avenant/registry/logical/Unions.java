package dev.avenant.registry.logical;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Types that may be null, as Avro says it. */
final class Unions {

    private Unions() {}

    /** The type or null; null comes first, or last where a default is of the type. */
    static Schema withNull(Schema schema, boolean last) {
        List<Schema> branches =
                new ArrayList<>(schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema));
        branches.add(last ? branches.size() : 0, Schema.create(Schema.Type.NULL));
        return Schema.createUnion(branches);
    }

    /** The only other branch of a union with null; any other type as it is. */
    static Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> others = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return others.size() == 1 ? others.get(0) : schema;
    }
}
