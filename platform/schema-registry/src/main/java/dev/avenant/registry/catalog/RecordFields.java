package dev.avenant.registry.catalog;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.client.api.ExecutionEnvironment;
import dev.avenant.registry.client.api.RuleKind;
import dev.avenant.registry.client.api.RuleMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key or the value of a record, or an object inside them. Whatever is not as it is asked for throws
 * {@link UnreadableRecordException}; values are converted as Jackson does it for Confluent's registry ("1" is a number).
 */
final class RecordFields {

    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The words of rules: one that is not known counts as not said, since a schema must not be lost for a rule. */
    private static final JsonFormat.Value ANY_WORD = JsonFormat.Value.empty()
            .withFeature(JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
            .withFeature(JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL);

    static {
        for (Class<?> words : List.of(RuleKind.class, RuleMode.class, ExecutionEnvironment.class)) {
            JSON.configOverride(words).setFormat(ANY_WORD);
        }
    }

    /** The tenant of a registry that serves only one. */
    static final String ONLY_TENANT = "default";

    private static final int LONGEST_EXCERPT = 60;

    private final String path;
    private final String text;
    private final JsonNode node;

    private RecordFields(String path, String text, JsonNode node) {
        this.path = path;
        this.text = text;
        this.node = node;
    }

    static RecordFields parse(String path, String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return new RecordFields(path, text, requireObject(path, node));
        } catch (JsonProcessingException noJson) {
            throw new UnreadableRecordException(path + ": expected JSON but found " + quoted(text));
        } catch (StackOverflowError tooDeep) {
            throw new UnreadableRecordException(path + ": is nested too deeply");
        }
    }

    private static JsonNode requireObject(String path, @Nullable JsonNode node) {
        if (node == null || !node.isObject()) {
            throw new UnreadableRecordException(path + ": expected an object but found " + shown(node));
        }
        return node;
    }

    private static String shown(@Nullable JsonNode node) {
        return node == null || node.isMissingNode() ? "nothing" : excerpt(node.toString());
    }

    /** A text as messages show it: on one line, and its beginning only. */
    static String quoted(String text) {
        return excerpt(JSON.getNodeFactory().textNode(text).toString());
    }

    private static String excerpt(String json) {
        return json.length() <= LONGEST_EXCERPT ? json : json.substring(0, LONGEST_EXCERPT) + "…";
    }

    /** All of it as it stands in the log. */
    String text() {
        return text;
    }

    String text(String field) {
        return required(field, String.class, "a text");
    }

    @Nullable
    String optionalText(String field) {
        return converted(field, String.class, "a text");
    }

    /** A whole number that is at least {@code least}. */
    int number(String field, int least) {
        JsonNode value = node.path(field);
        int number = value.isInt() ? value.intValue() : required(field, Integer.class, "a whole number");
        if (number < least) {
            throw new UnreadableRecordException(
                    path + "." + field + ": expected at least " + least + " but found " + number);
        }
        return number;
    }

    /** False when it is not there. */
    boolean flag(String field) {
        return Boolean.TRUE.equals(converted(field, Boolean.class, "true or false"));
    }

    <T> @Nullable T optional(String field, Class<T> type) {
        return converted(field, type, "a " + type.getSimpleName());
    }

    private <T> T required(String field, Class<T> type, String expected) {
        T value = converted(field, type, expected);
        if (value == null) {
            throw new UnreadableRecordException(
                    path + "." + field + ": expected " + expected + " but found " + shown(node.path(field)));
        }
        return value;
    }

    private <T> @Nullable T converted(String field, Class<T> type, String expected) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (type == String.class && value.isTextual()) {
            return type.cast(value.textValue());
        }
        return convert(path + "." + field, value, type, expected);
    }

    /** All of it as an object of that type, whose members may be missing. */
    <T> T as(Class<T> type) {
        T value = convert(path, node, type, "a " + type.getSimpleName());
        if (value == null) {
            throw new UnreadableRecordException(path + ": expected a " + type.getSimpleName() + " but found null");
        }
        return value;
    }

    private static <T> @Nullable T convert(String path, JsonNode value, Class<T> type, String expected) {
        try {
            return JSON.treeToValue(value, type);
        } catch (JsonProcessingException | RuntimeException wrong) {
            throw new UnreadableRecordException(path + ": expected " + expected + " but found " + shown(value));
        } catch (StackOverflowError tooDeep) {
            throw new UnreadableRecordException(path + ": is nested too deeply");
        }
    }

    /** The objects of a list; none when it is not there. */
    List<RecordFields> elements(String field) {
        JsonNode list = node.path(field);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw new UnreadableRecordException(path + "." + field + ": expected a list but found " + shown(list));
        }
        List<RecordFields> elements = new ArrayList<>();
        for (JsonNode element : list) {
            String at = path + "." + field + "[" + elements.size() + "]";
            elements.add(new RecordFields(at, element.toString(), requireObject(at, element)));
        }
        return elements;
    }

    /** The numbers of an object, by name; none when it is not there. */
    Map<String, Integer> numbers(String field) {
        JsonNode found = node.path(field);
        if (found.isMissingNode() || found.isNull()) {
            return Map.of();
        }
        String at = path + "." + field;
        RecordFields inner = new RecordFields(at, found.toString(), requireObject(at, found));
        Map<String, Integer> numbers = new HashMap<>();
        found.fieldNames().forEachRemaining(name -> numbers.put(name, inner.number(name, 0)));
        return numbers;
    }

    /** The record of this key that the registry has no use for. */
    UnsupportedRecord unsupported(@Nullable RecordFields value) {
        return new UnsupportedRecord(text, value == null ? null : value.text);
    }

    static String key(RecordType type, @Nullable String subject) {
        ObjectNode key = JSON.createObjectNode().put("keytype", type.name());
        if (subject != null) {
            key.put("subject", subject);
        }
        return key.put("magic", 0).toString();
    }

    /** The beginning of a value that is about a subject; null for that of all subjects. */
    static ObjectNode about(@Nullable String subject) {
        ObjectNode value = JSON.createObjectNode();
        if (subject != null) {
            value.put("subject", subject);
        }
        return value;
    }
}
