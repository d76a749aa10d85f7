package dev.avenant.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.compatibility.internal.SchemaDisplay;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.internal.Accessor;
import org.jspecify.annotations.Nullable;

/**
 * Whether a default can be made into a value, and into the value that it says. It follows Avro's encoder: of a union,
 * the first branch that could take the default is used, whether or not the default fits it.
 */
final class Defaults {
    private static final long LARGEST = 100_000;
    private static final String ENDLESS = "expands to more than " + LARGEST + " values, or never ends";

    /** How many values the default of a field expands to; negative while that is being counted. */
    private final IdentityHashMap<Schema.Field, Long> sizes = new IdentityHashMap<>();

    /** The default as JSON; null when the field has none. */
    static @Nullable JsonNode of(Schema.Field field) {
        return field.hasDefaultValue() ? Accessor.defaultValue(field) : null;
    }

    /** What is wrong with the default of a field, as the end of a sentence; null when it works. */
    @Nullable
    String problem(Schema.Field field) {
        JsonNode json = of(field);
        if (json == null) {
            return null;
        }
        if (size(field) > LARGEST) {
            return ENDLESS;
        }
        return problem(field.schema(), json);
    }

    /**
     * What Avro's readers fill in for a field that was not written, as Avro prints it; empty when they fail, because the
     * default has no value. A default with a problem may still be filled in, with another value than it says.
     */
    Optional<String> filled(Schema.Field field) {
        if (size(field) > LARGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(GenericData.get().toString(GenericData.get().getDefaultValue(field)));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The first field whose default would fill memory or never end, with what is wrong; null when there is none. */
    static @Nullable String endless(Schema root) {
        Defaults defaults = new Defaults();
        Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Schema> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Schema schema = open.pop();
            if (!seen.add(schema)) {
                continue;
            }
            switch (schema.getType()) {
                case RECORD -> {
                    for (Schema.Field field : schema.getFields()) {
                        if (field.hasDefaultValue() && defaults.size(field) > LARGEST) {
                            return schema.getFullName() + "." + field.name() + " " + ENDLESS;
                        }
                        open.push(field.schema());
                    }
                }
                case UNION -> schema.getTypes().forEach(open::push);
                case ARRAY -> open.push(schema.getElementType());
                case MAP -> open.push(schema.getValueType());
                default -> {}
            }
        }
        return null;
    }

    private long size(Schema.Field field) {
        Long known = sizes.get(field);
        if (known != null) {
            return known < 0 ? LARGEST + 1 : known;
        }
        sizes.put(field, -1L);
        JsonNode json = of(field);
        long size = json == null ? 1 : size(field.schema(), json);
        sizes.put(field, size);
        return size;
    }

    private long size(Schema schema, JsonNode json) {
        long sum = 1;
        switch (schema.getType()) {
            case UNION -> {
                Schema branch = branchFor(schema, json);
                return branch == null ? 1 : size(branch, json);
            }
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    JsonNode inner = json.get(field.name());
                    sum += inner == null ? size(field) : size(field.schema(), inner);
                    if (sum > LARGEST) {
                        return LARGEST + 1;
                    }
                }
            }
            case ARRAY, MAP -> {
                Schema inner = schema.getType() == Schema.Type.ARRAY ? schema.getElementType() : schema.getValueType();
                for (JsonNode item : json) {
                    sum = Math.min(LARGEST + 1, sum + size(inner, item));
                }
            }
            default -> {
                return 1;
            }
        }
        return sum;
    }

    private @Nullable String problem(Schema schema, JsonNode json) {
        return switch (schema.getType()) {
            case ARRAY -> json.isArray() ? inner(schema.getElementType(), json) : noCollection(json, "an array");
            case MAP -> json.isObject() ? inner(schema.getValueType(), json) : noCollection(json, "an object");
            case RECORD -> json.isObject() ? fields(schema, json) : mismatch(json, "an object");
            case UNION -> union(schema, json);
            default -> LeafDefaults.problem(schema, json);
        };
    }

    private @Nullable String union(Schema union, JsonNode json) {
        Schema branch = branchFor(union, json);
        if (branch == null) {
            return "is " + show(json) + ", which no branch of the union takes";
        }
        return problem(branch, json);
    }

    /** The branch that Avro's encoder takes for a default: a record, enum, array or map takes whatever comes. */
    static @Nullable Schema branchFor(Schema union, JsonNode json) {
        for (Schema branch : union.getTypes()) {
            boolean takes = switch (branch.getType()) {
                case RECORD, ENUM, ARRAY, MAP, UNION -> true;
                case STRING, BYTES, FIXED -> json.isTextual();
                case INT, LONG, FLOAT, DOUBLE -> json.isNumber();
                case BOOLEAN -> json.isBoolean();
                case NULL -> json.isNull();
            };
            if (takes) {
                return branch;
            }
        }
        return null;
    }

    private @Nullable String inner(Schema schema, JsonNode json) {
        for (JsonNode item : json) {
            String problem = problem(schema, item);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String fields(Schema record, JsonNode json) {
        for (Schema.Field field : record.getFields()) {
            JsonNode inner = json.get(field.name());
            if (inner == null && !field.hasDefaultValue()) {
                return "has no value for the field " + field.name() + " of " + record.getFullName()
                        + ", which has no default of its own";
            }
            String problem = inner == null ? problem(field) : problem(field.schema(), inner);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** What holds nothing becomes an empty array or map, by a parser that was told not to look at defaults. */
    private static String noCollection(JsonNode json, String expected) {
        return mismatch(json, expected)
                + (json.isEmpty() ? ": Avro's parser refuses it, or its reader takes it for an empty one" : "");
    }

    static String mismatch(JsonNode json, String expected) {
        return "is " + show(json) + ", but its type takes " + expected;
    }

    static String show(JsonNode json) {
        return SchemaDisplay.shorten(json.toString());
    }
}
