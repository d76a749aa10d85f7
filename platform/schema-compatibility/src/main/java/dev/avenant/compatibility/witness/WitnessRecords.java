package dev.avenant.compatibility.witness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
        this(writer, new SmallestValues(writer));
    }

    private WitnessRecords(Schema writer, SmallestValues smallest) {
        this.writer = writer;
        this.smallest = smallest;
    }

    /** The same, with the first branch beside null that is no record wherever null would be smaller. */
    public WitnessRecords withoutNulls() {
        return new WitnessRecords(writer, smallest.withoutNulls());
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

    /**
     * The smallest record in which the array at the end of the route has a number of the shortest items.
     *
     * @return null when there is no such record, or it would be too large
     */
    public @Nullable Object withItems(List<Step> route, int items) {
        Schema array = writer;
        for (Step step : route) {
            array = step.into(array);
        }
        if (array.getType() != Schema.Type.ARRAY || !smallest.exists(array.getElementType())) {
            return null;
        }
        return at(
                route,
                List.of(new GenericData.Array<>(
                        array, Collections.nCopies(items, smallest.of(array.getElementType())))));
    }

    private @Nullable Object build(Schema schema, List<Step> route, int depth, List<Object> values) {
        if (!smallest.exists(schema)) {
            return null;
        }
        if (depth == route.size()) {
            return values.isEmpty() ? smallest.visible(schema) : end(schema, values.get(0));
        }
        Step step = route.get(depth);
        return switch (step.kind()) {
            case FIELD -> {
                GenericData.Record record = new GenericData.Record(schema);
                for (Schema.Field field : schema.getFields()) {
                    boolean onTheWay = field.pos() == step.index();
                    record.put(
                            field.pos(),
                            onTheWay ? build(field.schema(), route, depth + 1, values) : smallest.of(field.schema()));
                }
                yield record;
            }
            case BRANCH -> build(schema.getTypes().get(step.index()), route, depth + 1, values);
            case ITEM -> {
                List<@Nullable Object> items = new ArrayList<>();
                items.add(build(schema.getElementType(), route, depth + 1, values));
                yield smallest.exists(schema.getElementType()) ? new GenericData.Array<>(schema, items) : null;
            }
            case VALUE -> {
                Map<String, @Nullable Object> entries = new HashMap<>();
                entries.put("k", build(schema.getValueType(), route, depth + 1, values));
                yield smallest.exists(schema.getValueType()) ? entries : null;
            }
        };
    }

    private static Object end(Schema schema, Object value) {
        return schema.getType() == Schema.Type.ENUM ? new GenericData.EnumSymbol(schema, value) : value;
    }
}
