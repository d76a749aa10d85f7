package dev.avenant.console.produce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.operations.events.AvroJsonCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;

/**
 * How the parts of a value are named in what a form sends: {@code v.payer} is a field, {@code v.payer?} its branch, {@code
 * v.payer!} what the branch has; {@code v.items#} is how many there are, {@code v.items[0]} the first one and {@code
 * v.items[0]@} its key.
 */
public final class FormParameters {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_ITEMS = 500;

    private FormParameters() {}

    static String field(String path, String name) {
        return path + "." + name;
    }

    /** Where it stands which branch of a union is chosen. */
    public static String branch(String path) {
        return path + "?";
    }

    static String ofBranch(String path) {
        return path + "!";
    }

    static String item(String path, int number) {
        return path + "[" + number + "]";
    }

    static String key(String item) {
        return item + "@";
    }

    /** Where it stands how many items there are. */
    public static String countName(String path) {
        return path + "#";
    }

    static int count(Map<String, String> parameters, String path) {
        String text = parameters.getOrDefault(countName(path), "0");
        return text.matches("[0-9]{1,4}") ? Math.min(MOST_ITEMS, Integer.parseInt(text)) : 0;
    }

    /** The same with one more item of a list or map. */
    public static Map<String, String> withOneMore(Map<String, String> parameters, String path) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        int number = count(parameters, path);
        more.put(countName(path), String.valueOf(Math.min(MOST_ITEMS, number + 1)));
        return more;
    }

    /** The same without an item, whose place the next ones take. */
    public static Map<String, String> without(Map<String, String> parameters, String item) {
        int bracket = item.lastIndexOf('[');
        if (bracket < 0 || !item.substring(bracket).matches("\\[[0-9]{1,4}]")) {
            return parameters;
        }
        String path = item.substring(0, bracket);
        int removed = Integer.parseInt(item.substring(bracket + 1, item.length() - 1));
        int count = count(parameters, path);
        Map<String, String> rest = new LinkedHashMap<>();
        parameters.forEach((name, text) -> {
            for (int number = removed; number < count; number++) {
                String place = item(path, number);
                if (name.startsWith(place)) {
                    if (number > removed) {
                        rest.put(item(path, number - 1) + name.substring(place.length()), text);
                    }
                    return;
                }
            }
            rest.put(name, text);
        });
        rest.put(countName(path), String.valueOf(Math.max(0, count - 1)));
        return rest;
    }

    /** Fills in what a part begins with: null where it may be null, nothing where it is to be written. */
    static void begin(Schema schema, String path, Map<String, String> parameters) {
        switch (schema.getType()) {
            case UNION -> {
                Schema branch = schema.getTypes().stream()
                        .filter(type -> type.getType() == Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema.getTypes().get(0));
                parameters.put(branch(path), AvroJsonCheck.branch(branch));
            }
            case ARRAY, MAP -> parameters.put(countName(path), "0");
            case BOOLEAN -> parameters.put(path, "false");
            case ENUM -> parameters.put(path, schema.getEnumSymbols().get(0));
            case RECORD, NULL -> {}
            default -> parameters.put(path, "");
        }
    }

    /** Fills in what a field begins with: its default, if it has one. */
    static void begin(Schema.Field field, String path, Map<String, String> parameters) {
        if (field.hasDefaultValue()) {
            fillDefault(field, path, parameters);
        } else {
            begin(field.schema(), path, parameters);
        }
    }

    /** Whether something is filled in for a part or what is in it. */
    static boolean isTouched(NavigableMap<String, String> parameters, String path) {
        String next = parameters.ceilingKey(path);
        return next != null
                && next.startsWith(path)
                && (next.length() == path.length() || ".?!#[@".indexOf(next.charAt(path.length())) >= 0);
    }

    private static void fillDefault(Schema.Field field, String path, Map<String, String> parameters) {
        try {
            Object value = GenericData.get().getDefaultValue(field);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            JsonEncoder encoder = EncoderFactory.get().jsonEncoder(field.schema(), bytes);
            new GenericDatumWriter<>(field.schema()).write(value, encoder);
            encoder.flush();
            fill(field.schema(), JSON.readTree(bytes.toString(StandardCharsets.UTF_8)), path, parameters);
        } catch (IOException | AvroRuntimeException unusable) {
            begin(field.schema(), path, parameters);
        }
    }

    /** What a form is filled with for a value in Avro's JSON that fits the schema. */
    public static Map<String, String> of(Schema schema, JsonNode value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        fill(schema, value, SchemaForm.ROOT, parameters);
        return parameters;
    }

    private static void fill(Schema schema, JsonNode value, String path, Map<String, String> parameters) {
        switch (schema.getType()) {
            case RECORD ->
                schema.getFields()
                        .forEach(field ->
                                fill(field.schema(), value.path(field.name()), field(path, field.name()), parameters));
            case UNION -> {
                String named = value.isNull() ? "null" : value.fieldNames().next();
                parameters.put(branch(path), named);
                schema.getTypes().stream()
                        .filter(type -> AvroJsonCheck.branch(type).equals(named))
                        .findFirst()
                        .ifPresent(type ->
                                fill(type, value.isNull() ? value : value.path(named), ofBranch(path), parameters));
            }
            case ARRAY -> {
                parameters.put(countName(path), String.valueOf(value.size()));
                for (int number = 0; number < value.size(); number++) {
                    fill(schema.getElementType(), value.get(number), item(path, number), parameters);
                }
            }
            case MAP -> {
                parameters.put(countName(path), String.valueOf(value.size()));
                int number = 0;
                for (Map.Entry<String, JsonNode> entry : value.properties()) {
                    String item = item(path, number++);
                    parameters.put(key(item), entry.getKey());
                    fill(schema.getValueType(), entry.getValue(), item, parameters);
                }
            }
            default -> parameters.put(path, LeafInput.of(schema).write(schema, value));
        }
    }
}
