package dev.avenant.compatibility.lint;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * What decides whether a record can be read as another: the names and types of its fields, but not its own name. Enums and
 * fixed types are matched by their names.
 */
final class RecordShape {
    /** What is nested deeper, or comes after so much, counts by its name, so that no schema takes long. */
    private static final int DEPTH = 5;

    private static final int LENGTH = 10_000;

    private final Set<Schema> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final StringBuilder text = new StringBuilder();

    private RecordShape() {}

    /** The same text for all records of one shape. */
    static String of(Schema record) {
        RecordShape shape = new RecordShape();
        shape.add(record);
        return shape.text.toString();
    }

    private void add(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> record(schema);
            case ENUM -> text.append("enum ").append(schema.getName());
            case FIXED ->
                text.append("fixed ").append(schema.getName()).append(' ').append(schema.getFixedSize());
            case ARRAY -> {
                text.append("[]");
                add(schema.getElementType());
            }
            case MAP -> {
                text.append("{}");
                add(schema.getValueType());
            }
            case UNION -> {
                text.append('<');
                schema.getTypes().forEach(branch -> {
                    add(branch);
                    text.append('|');
                });
                text.append('>');
            }
            default -> text.append(schema.getType().getName());
        }
    }

    private void record(Schema record) {
        if (open.size() >= DEPTH || text.length() > LENGTH || !open.add(record)) {
            text.append(record.getFullName());
            return;
        }
        text.append('(');
        for (Schema.Field field : record.getFields()) {
            text.append(field.name()).append(':');
            add(field.schema());
            text.append(',');
        }
        text.append(')');
        open.remove(record);
    }
}
