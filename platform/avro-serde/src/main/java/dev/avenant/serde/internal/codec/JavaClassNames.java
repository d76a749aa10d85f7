package dev.avenant.serde.internal.codec;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;

/** Finds out whether a schema names Java classes for its strings, which only Avro's own code reads and writes. */
final class JavaClassNames {

    private static final List<String> PROPERTIES =
            List.of(SpecificData.CLASS_PROP, SpecificData.KEY_CLASS_PROP, SpecificData.ELEMENT_PROP);

    private JavaClassNames() {}

    static boolean areUsedIn(Schema schema, GenericData data) {
        return data instanceof SpecificData && areUsedIn(schema, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean areUsedIn(Schema schema, Set<Schema> seen) {
        if (PROPERTIES.stream().anyMatch(property -> schema.getProp(property) != null)) {
            return true;
        }
        return switch (schema.getType()) {
            case ARRAY -> areUsedIn(schema.getElementType(), seen);
            case MAP -> areUsedIn(schema.getValueType(), seen);
            case UNION -> schema.getTypes().stream().anyMatch(branch -> areUsedIn(branch, seen));
            case RECORD ->
                seen.add(schema) && schema.getFields().stream().anyMatch(field -> areUsedIn(field.schema(), seen));
            default -> false;
        };
    }
}
