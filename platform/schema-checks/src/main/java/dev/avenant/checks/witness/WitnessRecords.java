package dev.avenant.checks.witness;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** The smallest records of a writer's schema that reach a place in it. */
public final class WitnessRecords {
    private final Schema writer;
    private final SmallestValues smallest;

    /** For one writer's schema. */
    public WitnessRecords(Schema writer) {
        this.writer = writer;
        this.smallest = new SmallestValues(writer);
    }

    /**
     * The smallest record that has a value at the end of the route.
     *
     * @param values what stands there, the first of the list; empty for the smallest value. The name of an enum's
     *     symbol stands for the symbol
     * @return null when there is no such record, or it would be too large
     */
    public @Nullable Object at(List<Step> route, List<Object> values) {
        return build(writer, route, 0, values);
    }

    private @Nullable Object build(Schema schema, List<Step> route, int depth, List<Object> values) {
        if (!smallest.exists(schema)) {
            return null;
        }
        if (depth == route.size()) {
            return values.isEmpty() ? smallest.of(schema) : end(schema, values.get(0));
        }
        Step step = route.get(depth);
        return switch (step.kind()) {
            case FIELD -> {
                Schema.Field field = schema.getFields().get(step.index());
                Object inner = build(field.schema(), route, depth + 1, values);
                GenericData.Record record = (GenericData.Record) smallest.of(schema);
                if (record != null) {
                    record.put(field.pos(), inner);
                }
                yield record;
            }
            case BRANCH -> build(schema.getTypes().get(step.index()), route, depth + 1, values);
            case ITEM -> {
                Object item = build(schema.getElementType(), route, depth + 1, values);
                yield new GenericData.Array<>(schema, item == null ? List.of() : List.of(item));
            }
            case VALUE -> {
                Object value = build(schema.getValueType(), route, depth + 1, values);
                yield value == null ? Map.of() : Map.of("k", value);
            }
        };
    }

    private static Object end(Schema schema, Object value) {
        return schema.getType() == Schema.Type.ENUM ? new GenericData.EnumSymbol(schema, value) : value;
    }
}
