package dev.avenant.compatibility.witness;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Records of a schema that together visit every branch, symbol and boundary value that a bounded number of values can.
 * Variant {@code k} takes the k-th choice at every place at once, so there are as many variants as the place with the
 * most choices has; a few more take their choices from a seeded generator.
 */
public final class Variants {
    private static final int MAX_VARIANTS = 300;
    private static final int RANDOM_VARIANTS = 6;
    private static final int MAX_DEPTH = 6;
    private static final long MAX_VALUES = 400_000;

    private final Schema root;
    private final SmallestValues smallest;
    private final IdentityHashMap<Schema, Integer> counts = new IdentityHashMap<>();
    private final Random random;
    private long values;

    /** For a schema; the same seed makes the same records. */
    public Variants(Schema root, long seed) {
        this.root = root;
        this.smallest = new SmallestValues(root);
        this.random = new Random(seed);
    }

    /** Called for each record until it answers false. */
    public interface Visitor {
        /** Whether to go on. */
        boolean visit(@Nullable Object record);
    }

    /** Makes the records one after the other. */
    public void forEach(Visitor visitor) {
        if (!smallest.exists(root)) {
            return;
        }
        int count = Math.min(MAX_VARIANTS, count(root, 0));
        boolean more = visitor.visit(smallest.of(root));
        for (int k = 0; more && k < count && values < MAX_VALUES; k++) {
            more = visitor.visit(value(root, k, 0));
        }
        for (int k = 0; more && k < RANDOM_VARIANTS && values < MAX_VALUES; k++) {
            more = visitor.visit(value(root, -1, 0));
        }
    }

    /** How many choices there are. */
    private int count(Schema schema, int depth) {
        if (depth > MAX_DEPTH) {
            return 1;
        }
        Integer known = counts.get(schema);
        if (known != null) {
            return known;
        }
        counts.put(schema, 1);
        int count = switch (schema.getType()) {
            case RECORD -> mostOf(schema, depth);
            case UNION -> sumOf(schema, depth);
            case ARRAY -> 1 + count(schema.getElementType(), depth + 1);
            case MAP -> 1 + count(schema.getValueType(), depth + 1);
            case ENUM -> schema.getEnumSymbols().size();
            default -> leaves(schema).size();
        };
        int bounded = Math.min(MAX_VARIANTS, count);
        counts.put(schema, bounded);
        return bounded;
    }

    private int mostOf(Schema record, int depth) {
        int most = 1;
        for (Schema.Field field : record.getFields()) {
            most = Math.max(most, count(field.schema(), depth + 1));
        }
        return most;
    }

    private int sumOf(Schema union, int depth) {
        int sum = 0;
        for (Schema branch : union.getTypes()) {
            sum = Math.min(MAX_VARIANTS, sum + count(branch, depth));
        }
        return sum;
    }

    /** The k-th choice; a random one when k is negative. */
    private @Nullable Object value(Schema schema, int k, int depth) {
        values++;
        if (depth > MAX_DEPTH || values > MAX_VALUES) {
            return smallest.of(schema);
        }
        int count = count(schema, depth);
        int choice = k < 0 ? random.nextInt(count) : k % count;
        return switch (schema.getType()) {
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                for (Schema.Field field : schema.getFields()) {
                    record.put(field.pos(), inner(field.schema(), k < 0 ? -1 : k, depth));
                }
                yield record;
            }
            case UNION -> branch(schema, choice, k < 0, depth);
            case ARRAY -> {
                boolean empty = (choice == 0 && k >= 0) || !smallest.exists(schema.getElementType());
                yield new GenericData.Array<>(
                        schema,
                        empty ? List.of() : single(inner(schema.getElementType(), k < 0 ? -1 : choice - 1, depth)));
            }
            case MAP -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                if ((choice != 0 || k < 0) && smallest.exists(schema.getValueType())) {
                    map.put("k", inner(schema.getValueType(), k < 0 ? -1 : choice - 1, depth));
                }
                yield map;
            }
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(choice % schema.getEnumSymbols().size()));
            default -> leaves(schema).get(choice % leaves(schema).size());
        };
    }

    /** As {@link #value}, falling back to the smallest value where the choice has none. */
    private @Nullable Object inner(Schema schema, int k, int depth) {
        return value(schema, k, depth + 1);
    }

    private static List<@Nullable Object> single(@Nullable Object value) {
        List<@Nullable Object> list = new ArrayList<>();
        list.add(value);
        return list;
    }

    private @Nullable Object branch(Schema union, int choice, boolean randomly, int depth) {
        int left = choice;
        for (Schema branch : union.getTypes()) {
            int count = count(branch, depth);
            if (left < count) {
                return smallest.exists(branch) ? value(branch, randomly ? -1 : left, depth + 1) : smallest.of(union);
            }
            left -= count;
        }
        return smallest.of(union);
    }

    private List<@Nullable Object> leaves(Schema schema) {
        List<@Nullable Object> leaves = new ArrayList<>();
        switch (schema.getType()) {
            case NULL -> leaves.add(null);
            case BOOLEAN -> leaves.addAll(List.of(true, false));
            case INT -> leaves.addAll(List.of(1, 0, -1, 16_777_217, Integer.MAX_VALUE, Integer.MIN_VALUE));
            case LONG -> leaves.addAll(List.of(1L, 0L, -1L, 9_007_199_254_740_993L, Long.MAX_VALUE, Long.MIN_VALUE));
            case FLOAT ->
                leaves.addAll(List.of(
                        1.5f, 0.1f, -0.0f, Float.MAX_VALUE, Float.MIN_VALUE, Float.NaN, Float.POSITIVE_INFINITY));
            case DOUBLE ->
                leaves.addAll(List.of(
                        1.5, 0.1, -0.0, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY));
            case BYTES -> leaves.addAll(binary(schema));
            case FIXED -> leaves.add(smallest.of(schema));
            default ->
                leaves.addAll(
                        SmallestValues.isUuid(schema)
                                ? List.of("00000000-0000-4000-8000-000000000001")
                                : List.of("v", "", "é\u0000\uD83D\uDE00"));
        }
        return leaves;
    }

    private List<?> binary(Schema schema) {
        ByteBuffer noText = ByteBuffer.wrap(new byte[] {(byte) 0xFF, (byte) 0xFE});
        if (SmallestValues.is(schema, "big-decimal")) {
            return List.of(smallest.of(schema));
        }
        return SmallestValues.is(schema, "decimal")
                ? List.of(ByteBuffer.wrap(new byte[] {1}), noText)
                : List.of(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[0]), noText);
    }
}
