package jobplatform.compatibility.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * What a value that was read stands for under the reader's schema: numbers whatever their type, times, decimals and UUIDs
 * as text, and of unions the branches of named types alone, since not every library tells the others.
 */
final class Meaning {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean tellsBranches;

    private Meaning(boolean tellsBranches) {
        this.tellsBranches = tellsBranches;
    }

    /** Whether what a reader read means what is expected. */
    static boolean same(JsonNode expected, JsonNode read, Schema schema, boolean tellsBranches) {
        Meaning meaning = new Meaning(tellsBranches);
        return meaning.of(expected, schema).equals(meaning.of(read, schema));
    }

    private JsonNode of(JsonNode value, Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(value, schema);
            case ARRAY -> {
                ArrayNode items = NODES.arrayNode();
                value.forEach(item -> items.add(of(item, schema.getElementType())));
                yield value.isArray() ? items : value;
            }
            case MAP -> {
                ObjectNode entries = NODES.objectNode();
                value.properties()
                        .forEach(entry -> entries.set(entry.getKey(), of(entry.getValue(), schema.getValueType())));
                yield value.isObject() ? entries : value;
            }
            case UNION -> union(value, schema);
            default -> leaf(value, schema);
        };
    }

    private JsonNode record(JsonNode value, Schema schema) {
        ObjectNode record = NODES.objectNode();
        value.properties().forEach(entry -> {
            Schema.Field field = schema.getField(entry.getKey());
            record.set(entry.getKey(), field == null ? entry.getValue() : of(entry.getValue(), field.schema()));
        });
        return value.isObject() ? record : value;
    }

    private JsonNode union(JsonNode value, Schema union) {
        for (Schema branch : union.getTypes()) {
            String name = branch.getFullName();
            if (value.isObject() && value.size() == 1 && value.has(name)) {
                JsonNode inner = of(value.get(name), branch);
                boolean named = branch.getType() == Schema.Type.RECORD
                        || branch.getType() == Schema.Type.ENUM
                        || branch.getType() == Schema.Type.FIXED;
                return named && tellsBranches ? NODES.objectNode().set(name, inner) : inner;
            }
        }
        for (Schema branch : union.getTypes()) {
            if (branch.getType() != Schema.Type.NULL) {
                JsonNode inner = of(value, branch);
                if (!inner.equals(value)) {
                    return inner;
                }
            }
        }
        return value;
    }

    private static JsonNode leaf(JsonNode value, Schema schema) {
        LogicalType logicalType = schema.getLogicalType();
        String name = logicalType == null ? "" : logicalType.getName();
        if (value.has("decimal")) {
            return text(new BigDecimal(value.get("decimal").textValue()));
        }
        if (value.has("time")) {
            return NODES.textNode(time(value.get("time").textValue()));
        }
        if (value.isNumber()) {
            return name.isEmpty() ? text(value.decimalValue()) : NODES.textNode(time(name, value.longValue()));
        }
        if (value.isTextual() && logicalType instanceof LogicalTypes.Decimal decimal) {
            byte[] bytes = value.textValue().getBytes(StandardCharsets.ISO_8859_1);
            boolean isNumberAlready = value.textValue().matches("-?\\d+\\.\\d+");
            return isNumberAlready ? value : text(new BigDecimal(new BigInteger(bytes), decimal.getScale()));
        }
        if (name.equals("uuid")
                && schema.getType() == Schema.Type.FIXED
                && value.asText().length() == 16) {
            ByteBuffer bytes = ByteBuffer.wrap(value.textValue().getBytes(StandardCharsets.ISO_8859_1));
            return NODES.textNode(new UUID(bytes.getLong(), bytes.getLong()).toString());
        }
        return value;
    }

    private static JsonNode text(BigDecimal number) {
        return NODES.textNode(
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }

    /** As {@link Instant} and its like write it. */
    private static String time(String text) {
        if (text.endsWith("Z")) {
            return Instant.parse(text).toString();
        }
        return text.contains(":") ? LocalTime.parse(text).toString() : text;
    }

    private static String time(String logicalType, long number) {
        return switch (logicalType) {
            case "date" -> LocalDate.ofEpochDay(number).toString();
            case "time-millis" -> LocalTime.ofNanoOfDay(number * 1_000_000).toString();
            case "time-micros" -> LocalTime.ofNanoOfDay(number * 1_000).toString();
            case "timestamp-millis" ->
                Instant.EPOCH.plus(number, ChronoUnit.MILLIS).toString();
            case "timestamp-micros" ->
                Instant.EPOCH.plus(number, ChronoUnit.MICROS).toString();
            case "timestamp-nanos" -> Instant.EPOCH.plusNanos(number).toString();
            case "local-timestamp-millis" ->
                Instant.EPOCH
                        .plus(number, ChronoUnit.MILLIS)
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDateTime()
                        .toString();
            default -> String.valueOf(number);
        };
    }
}
