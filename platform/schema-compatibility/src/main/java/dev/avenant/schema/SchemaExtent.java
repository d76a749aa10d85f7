package dev.avenant.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * How far schemas go, found without recursion: it takes no more stack for deep ones than for others.
 *
 * @param types records, enums, unions and all others, each object once
 * @param depth types inside each other on the longest way in that a search took, which goes into each type once, as
 *     Avro's own walks do
 * @param cyclic whether some type holds itself
 */
public record SchemaExtent(int types, int depth, boolean cyclic) {
    /** The extent of some schemas together. */
    public static SchemaExtent of(Collection<Schema> schemas) {
        Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Schema> above = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Schema> path = new ArrayDeque<>();
        Deque<Iterator<Schema>> open = new ArrayDeque<>();
        int depth = 0;
        boolean cyclic = false;
        open.push(schemas.iterator());
        while (!open.isEmpty()) {
            Iterator<Schema> rest = open.peek();
            if (!rest.hasNext()) {
                open.pop();
                if (!path.isEmpty()) {
                    above.remove(path.pop());
                }
                continue;
            }
            Schema next = rest.next();
            cyclic |= above.contains(next);
            if (seen.add(next)) {
                depth = Math.max(depth, path.size() + 1);
                List<Schema> parts = parts(next);
                if (!parts.isEmpty()) {
                    above.add(next);
                    path.push(next);
                    open.push(parts.iterator());
                }
            }
        }
        return new SchemaExtent(seen.size(), depth, cyclic);
    }

    /** The types of a schema's fields, items, values or branches, in their order. */
    static List<Schema> parts(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> fieldTypes(schema);
            case UNION -> schema.getTypes();
            case ARRAY -> List.of(schema.getElementType());
            case MAP -> List.of(schema.getValueType());
            default -> List.of();
        };
    }

    private static List<Schema> fieldTypes(Schema schema) {
        List<Schema> types = new ArrayList<>(schema.getFields().size());
        for (Schema.Field field : schema.getFields()) {
            types.add(field.schema());
        }
        return types;
    }
}
