package dev.avenant.compatibility.witness;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * The smallest value of each part of a schema. A schema that needs itself has none, and one whose smallest value holds
 * more than a limit is treated as if it had none, so that no schema makes this run long.
 */
public final class SmallestValues {
    private static final long LIMIT = 200_000;
    private static final String UUID_TEXT = "00000000-0000-4000-8000-000000000001";

    /** How many values the smallest value of a record or union holds; absent until one is known. */
    private final IdentityHashMap<Schema, Long> sizes;

    private final boolean nulls;

    /** For a schema and everything inside it. */
    public SmallestValues(Schema root) {
        this(new IdentityHashMap<>(), true);
        List<Schema> inside = insideOut(root);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Schema schema : inside) {
                if (!sizes.containsKey(schema)) {
                    long size = sizeOf(schema);
                    if (size >= 0) {
                        sizes.put(schema, size);
                        changed = true;
                    }
                }
            }
        }
    }

    private SmallestValues(IdentityHashMap<Schema, Long> sizes, boolean nulls) {
        this.sizes = sizes;
        this.nulls = nulls;
    }

    /** The same, with another branch in place of null; not with a record, which could need itself. */
    SmallestValues withoutNulls() {
        return new SmallestValues(sizes, false);
    }

    /** Whether a value of the schema can be written at all, however large. */
    public boolean isPossible(Schema schema) {
        return sizes.containsKey(schema);
    }

    /** Whether a value of the schema exists that is small enough to be written. */
    boolean exists(Schema schema) {
        Long size = sizes.get(schema);
        return size != null && size <= LIMIT;
    }

    /** The smallest value; only for a schema for which one {@linkplain #exists exists}. */
    @Nullable
    Object of(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                GenericData.Record smallest = new GenericData.Record(schema);
                for (Schema.Field field : schema.getFields()) {
                    smallest.put(field.pos(), of(field.schema()));
                }
                yield smallest;
            }
            case UNION -> of(schema.getTypes().get(branchOf(schema)));
            case ARRAY -> new ArrayList<>();
            case MAP -> Collections.emptyMap();
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(0));
            case FIXED -> new GenericData.Fixed(schema, filled(schema.getFixedSize()));
            default -> leaf(schema);
        };
    }

    /** The smallest value that can be told from a default: text, bytes, arrays and maps are not empty. */
    @Nullable
    Object visible(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> isUuid(schema) ? UUID_TEXT : "v";
            case BYTES -> is(schema, "big-decimal") ? of(schema) : ByteBuffer.wrap(new byte[] {1});
            case UNION -> visible(firstValued(schema));
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                if (exists(schema.getElementType())) {
                    items.add(visible(schema.getElementType()));
                }
                yield items;
            }
            case MAP -> {
                Map<String, @Nullable Object> entries = new HashMap<>();
                if (exists(schema.getValueType())) {
                    entries.put("k", visible(schema.getValueType()));
                }
                yield entries;
            }
            default -> of(schema);
        };
    }

    /** The first branch beside null that has a value. */
    private Schema firstValued(Schema union) {
        for (Schema branch : union.getTypes()) {
            if (branch.getType() != Schema.Type.NULL && exists(branch)) {
                return branch;
            }
        }
        return union.getTypes().get(branchOf(union));
    }

    /** The branch with the smallest value, or the first that is neither null nor a record when nulls are not wanted. */
    private int branchOf(Schema union) {
        for (int i = 0; !nulls && i < union.getTypes().size(); i++) {
            Schema branch = union.getTypes().get(i);
            if (branch.getType() != Schema.Type.NULL && branch.getType() != Schema.Type.RECORD && exists(branch)) {
                return i;
            }
        }
        int best = 0;
        long bestSize = Long.MAX_VALUE;
        List<Schema> branches = union.getTypes();
        for (int i = 0; i < branches.size(); i++) {
            Long size = sizes.get(branches.get(i));
            if (size != null && size < bestSize) {
                best = i;
                bestSize = size;
            }
        }
        return best;
    }

    private static @Nullable Object leaf(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> true;
            case INT -> 1;
            case LONG -> 1L;
            case FLOAT -> 1.5f;
            case DOUBLE -> 1.5d;
            case BYTES -> binary(schema.getLogicalType());
            default -> isUuid(schema) ? UUID_TEXT : "";
        };
    }

    /** The shortest bytes; a decimal has a digit, and a big-decimal its length and scale beside it. */
    private static ByteBuffer binary(@Nullable LogicalType logicalType) {
        if (logicalType == null) {
            return ByteBuffer.allocate(0);
        }
        return ByteBuffer.wrap(logicalType.getName().equals("big-decimal") ? new byte[] {2, 1, 0} : new byte[] {1});
    }

    static boolean isUuid(Schema schema) {
        return is(schema, "uuid");
    }

    static boolean is(Schema schema, String logicalType) {
        return schema.getLogicalType() != null
                && schema.getLogicalType().getName().equals(logicalType);
    }

    private static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'a');
        return bytes;
    }

    private long sizeOf(Schema schema) {
        if (schema.getType() == Schema.Type.UNION) {
            long best = -1;
            for (Schema branch : schema.getTypes()) {
                Long size = sizes.get(branch);
                if (size != null && (best < 0 || size < best)) {
                    best = size;
                }
            }
            return best;
        }
        if (schema.getType() == Schema.Type.ENUM && schema.getEnumSymbols().isEmpty()) {
            return -1;
        }
        if (schema.getType() != Schema.Type.RECORD) {
            return schema.getType() == Schema.Type.FIXED ? 1 + schema.getFixedSize() / 16L : 1;
        }
        long sum = 1;
        for (Schema.Field field : schema.getFields()) {
            Long size = sizes.get(field.schema());
            if (size == null) {
                return -1;
            }
            sum = Math.min(LIMIT + 1, sum + size);
        }
        return sum;
    }

    /** All parts of the schema, each after the parts it is made of where there is no cycle. */
    private static List<Schema> insideOut(Schema root) {
        List<Schema> order = new ArrayList<>();
        Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object[]> open = new ArrayDeque<>();
        seen.add(root);
        open.push(new Object[] {root, parts(root).iterator()});
        while (!open.isEmpty()) {
            Object[] top = open.peek();
            Iterator<?> rest = (Iterator<?>) top[1];
            if (rest.hasNext()) {
                Schema next = (Schema) rest.next();
                if (seen.add(next)) {
                    open.push(new Object[] {next, parts(next).iterator()});
                }
            } else {
                order.add((Schema) top[0]);
                open.pop();
            }
        }
        return order;
    }

    private static List<Schema> parts(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().stream().map(Schema.Field::schema).toList();
            case UNION -> schema.getTypes();
            case ARRAY -> List.of(schema.getElementType());
            case MAP -> List.of(schema.getValueType());
            default -> List.of();
        };
    }
}
