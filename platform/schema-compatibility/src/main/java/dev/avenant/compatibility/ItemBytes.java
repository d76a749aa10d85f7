package dev.avenant.compatibility;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How few bytes an item of an array takes. Before Avro's decoder reads an array, it asks whether the bytes that are left
 * suffice for the claimed number of items, and takes the size of an item from the reader's schema, with the fields that
 * the reader fills in from defaults and the width that it promotes to. So items that the reader believes to be larger
 * than they were written make it refuse a sound array at the end of a record.
 */
final class ItemBytes {
    private static final int MAX_VISITS = 200_000;

    private final Set<Schema> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int visits;

    private ItemBytes() {}

    /** What the decoder takes for the smallest item; negative when finding out would take it very long. */
    static long believed(Schema item) {
        ItemBytes bytes = new ItemBytes();
        long least = bytes.believedIn(item);
        return bytes.visits > MAX_VISITS ? -1 : least;
    }

    /** The smallest item that can be written. */
    static long written(Schema item) {
        return Math.max(0, new ItemBytes().writtenIn(item));
    }

    private long believedIn(Schema schema) {
        if (++visits > MAX_VISITS) {
            return 0;
        }
        return switch (schema.getType()) {
            case NULL -> 0;
            case FIXED -> schema.getFixedSize();
            case FLOAT -> 4;
            case DOUBLE -> 8;
            case RECORD -> {
                if (!open.add(schema)) {
                    yield 0;
                }
                long sum = 0;
                for (Schema.Field field : schema.getFields()) {
                    sum = Math.min(Integer.MAX_VALUE, sum + believedIn(field.schema()));
                }
                open.remove(schema);
                yield sum;
            }
            default -> 1;
        };
    }

    /** As above, with unions by their smallest branch and no less than a logical type needs; some records have no end. */
    private long writtenIn(Schema schema) {
        if (++visits > MAX_VISITS) {
            return 0;
        }
        return switch (schema.getType()) {
            case NULL -> 0;
            case BYTES, STRING -> leastOf(schema.getLogicalType());
            case FIXED -> schema.getFixedSize();
            case FLOAT -> 4;
            case DOUBLE -> 8;
            case UNION -> {
                long least = Integer.MAX_VALUE;
                for (Schema branch : schema.getTypes()) {
                    least = Math.min(least, writtenIn(branch));
                }
                yield Math.min(Integer.MAX_VALUE, 1 + least);
            }
            case RECORD -> {
                if (!open.add(schema)) {
                    yield Integer.MAX_VALUE;
                }
                long sum = 0;
                for (Schema.Field field : schema.getFields()) {
                    sum = Math.min(Integer.MAX_VALUE, sum + writtenIn(field.schema()));
                }
                open.remove(schema);
                yield sum;
            }
            default -> 1;
        };
    }

    /** The length of the shortest text or bytes, with the byte that says how long they are. */
    private static long leastOf(@Nullable LogicalType logicalType) {
        return switch (logicalType == null ? "" : logicalType.getName()) {
            case "decimal" -> 2;
            case "big-decimal" -> 4;
            case "uuid" -> 37;
            default -> 1;
        };
    }
}
