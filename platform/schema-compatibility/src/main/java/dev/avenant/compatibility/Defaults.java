package dev.avenant.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
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
    private static final Sentence ENDLESS = SchemaText.of("default.endless", String.valueOf(LARGEST));

    /** How many values the default of a field expands to; negative while that is being counted. */
    private final IdentityHashMap<Schema.Field, Long> sizes = new IdentityHashMap<>();

    /** The default as JSON; null when the field has none. */
    static @Nullable JsonNode of(Schema.Field field) {
        return field.hasDefaultValue() ? Accessor.defaultValue(field) : null;
    }

    /** What is wrong with the default of a field, as the end of a sentence; null when it works. */
    @Nullable
    Sentence problem(Schema.Field field) {
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

    /** What is said of the first field whose default would fill memory or never end; null when there is none. */
    static @Nullable Sentence endless(Schema root) {
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
                            return SchemaText.of(
                                    "default-cannot-work", schema.getFullName() + "." + field.name(), ENDLESS);
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

    private @Nullable Sentence problem(Schema schema, JsonNode json) {
        return switch (schema.getType()) {
            case ARRAY ->
                json.isArray() ? inner(schema.getElementType(), json) : noCollection(json, SchemaText.of("json.array"));
            case MAP ->
                json.isObject() ? inner(schema.getValueType(), json) : noCollection(json, SchemaText.of("json.object"));
            case RECORD -> json.isObject() ? fields(schema, json) : mismatch(json, SchemaText.of("json.object"));
            case UNION -> union(schema, json);
            default -> LeafDefaults.problem(schema, json);
        };
    }

    private @Nullable Sentence union(Schema union, JsonNode json) {
        Schema branch = branchFor(union, json);
        if (branch == null) {
            return SchemaText.of("default.no-branch", show(json));
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

    private @Nullable Sentence inner(Schema schema, JsonNode json) {
        for (JsonNode item : json) {
            Sentence problem = problem(schema, item);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable Sentence fields(Schema record, JsonNode json) {
        for (Schema.Field field : record.getFields()) {
            JsonNode inner = json.get(field.name());
            if (inner == null && !field.hasDefaultValue()) {
                return SchemaText.of("default.no-value", field.name(), record.getFullName());
            }
            Sentence problem = inner == null ? problem(field) : problem(field.schema(), inner);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** What holds nothing becomes an empty array or map, by a parser that was told not to look at defaults. */
    private static Sentence noCollection(JsonNode json, Sentence expected) {
        Sentence mismatch = mismatch(json, expected);
        return json.isEmpty() ? SchemaText.of("default.empty", mismatch) : mismatch;
    }

    static Sentence mismatch(JsonNode json, Sentence expected) {
        return SchemaText.of("default.mismatch", show(json), expected);
    }

    static String show(JsonNode json) {
        return SchemaDisplay.shorten(json.toString());
    }
}
