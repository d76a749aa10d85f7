package dev.avenant.operations.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.operations.OperationText;
import dev.avenant.text.Sentence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What logical types ask of a value in Avro's JSON that is one of the type itself. */
final class LogicalValues {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int LATIN = 0xff;

    private LogicalValues() {}

    /** What is expected of the value, in a few words; empty when it is that. */
    static Optional<Sentence> expected(Schema schema, JsonNode node) {
        boolean isBytes = schema.getType() == Schema.Type.BYTES || schema.getType() == Schema.Type.FIXED;
        if (isBytes && node.textValue().chars().anyMatch(letter -> letter > LATIN)) {
            return Optional.of(OperationText.of("json.characters"));
        }
        LogicalType type = schema.getLogicalType();
        if (type == null) {
            return Optional.empty();
        }
        return switch (type.getName()) {
            case "decimal" -> decimal((LogicalTypes.Decimal) type, bytesOf(node));
            case "uuid" ->
                isBytes || UUID.matcher(node.textValue()).matches()
                        ? Optional.empty()
                        : Optional.of(OperationText.of("json.uuid"));
            case "time-millis" -> ofDay(node.longValue(), DAY_MILLIS, "json.millis");
            case "time-micros" -> ofDay(node.longValue(), DAY_MILLIS * 1000, "json.micros");
            default -> Optional.empty();
        };
    }

    private static Optional<Sentence> decimal(LogicalTypes.Decimal type, byte[] bytes) {
        if (bytes.length == 0) {
            return Optional.of(OperationText.of("json.decimal-bytes"));
        }
        int digits = new BigDecimal(new BigInteger(bytes)).precision();
        return digits <= type.getPrecision()
                ? Optional.empty()
                : Optional.of(OperationText.of("json.decimal", String.valueOf(type.getPrecision())));
    }

    private static Optional<Sentence> ofDay(long value, long most, String key) {
        return value >= 0 && value < most
                ? Optional.empty()
                : Optional.of(OperationText.of(key, String.valueOf(most - 1)));
    }

    private static byte[] bytesOf(JsonNode node) {
        return node.textValue().getBytes(StandardCharsets.ISO_8859_1);
    }
}
