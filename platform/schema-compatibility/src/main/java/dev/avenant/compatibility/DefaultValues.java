package dev.avenant.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether two defaults are one value. JSON says one value in several ways: a record may leave out what its fields fill
 * in, 1 is 1.0 for a double. Fields that only one of two records has do not count.
 */
final class DefaultValues {
    private static final int TOO_DEEP = 60;

    private DefaultValues() {}

    /** Whether two fields that have a default fill in the same value. */
    static boolean same(Schema.Field before, Schema.Field after) {
        return same(before.schema(), Defaults.of(before), after.schema(), Defaults.of(after), 0);
    }

    private static boolean same(
            Schema before, @Nullable JsonNode old, Schema after, @Nullable JsonNode now, int depth) {
        if (old == null || now == null) {
            return old == null && now == null;
        }
        if (depth > TOO_DEEP) {
            return old.equals(now);
        }
        if (before.getType() == Schema.Type.UNION || after.getType() == Schema.Type.UNION) {
            Schema from = branch(before, old);
            Schema to = branch(after, now);
            return (from == null || to == null) ? old.equals(now) : same(from, old, to, now, depth + 1);
        }
        if (old.isNumber() && now.isNumber()) {
            return sameNumber(old, now);
        }
        if (old.size() != now.size() && before.getType() != Schema.Type.RECORD) {
            return false;
        }
        if (before.getType() != after.getType()) {
            return old.equals(now);
        }
        return switch (before.getType()) {
            case RECORD -> fields(before, old, after, now, depth);
            case ARRAY -> items(before.getElementType(), old, after.getElementType(), now, depth);
            case MAP -> entries(before.getValueType(), old, after.getValueType(), now, depth);
            default -> old.equals(now);
        };
    }

    private static @Nullable Schema branch(Schema schema, JsonNode json) {
        return schema.getType() == Schema.Type.UNION ? Defaults.branchFor(schema, json) : schema;
    }

    private static boolean fields(Schema before, JsonNode old, Schema after, JsonNode now, int depth) {
        for (Schema.Field field : before.getFields()) {
            Schema.Field counterpart = after.getField(field.name());
            if (counterpart != null
                    && !same(
                            field.schema(),
                            filled(field, old),
                            counterpart.schema(),
                            filled(counterpart, now),
                            depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable JsonNode filled(Schema.Field field, JsonNode record) {
        JsonNode said = record.get(field.name());
        return said == null ? Defaults.of(field) : said;
    }

    private static boolean items(Schema before, JsonNode old, Schema after, JsonNode now, int depth) {
        for (int i = 0; i < old.size(); i++) {
            if (!same(before, old.get(i), after, now.get(i), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean entries(Schema before, JsonNode old, Schema after, JsonNode now, int depth) {
        for (Map.Entry<String, JsonNode> entry : old.properties()) {
            if (!same(before, entry.getValue(), after, now.get(entry.getKey()), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameNumber(JsonNode old, JsonNode now) {
        return (old.isFloatingPointNumber() || now.isFloatingPointNumber())
                ? Double.compare(old.doubleValue(), now.doubleValue()) == 0
                : old.bigIntegerValue().equals(now.bigIntegerValue());
    }
}
