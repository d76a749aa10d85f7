package dev.avenant.operations.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.jspecify.annotations.Nullable;

/**
 * A value of a schema in Avro's JSON encoding, as {@code avenant events produce} takes it: each field has something, a
 * list and a map have one element, and a union has its first branch that is not null.
 */
public final class ExampleRecord {

    /** From here on, what may be left out is; a type that holds itself must end somewhere. */
    private static final int DEEP = 8;

    private static final int MOST_VALUES = 2_000;

    private static final int MOST_FIXED_BYTES = 1_000;

    private static final Instant WHEN = Instant.parse("2026-01-01T12:00:00Z");
    private static final String UUID_TEXT = "6f2c9c5e-1f0b-4b6a-9d5f-0c8d2f7a3b41";
    private static final ObjectMapper JSON = new ObjectMapper();

    private int values;

    private ExampleRecord() {}

    /** Empty when there is none, or none that is small enough to be shown. */
    public static Optional<String> of(Schema schema) {
        try {
            Object value = new ExampleRecord().value(schema, "text", 0);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, bytes);
            new GenericDatumWriter<>(schema).write(value, encoder);
            encoder.flush();
            return indented(bytes.toString(StandardCharsets.UTF_8));
        } catch (NoExampleException | IOException | AvroRuntimeException | ClassCastException none) {
            return Optional.empty();
        }
    }

    private static Optional<String> indented(String json) throws JsonProcessingException {
        JsonNode tree = JSON.readTree(json);
        return tree.isMissingNode()
                ? Optional.empty()
                : Optional.of(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree));
    }

    private @Nullable Object value(Schema schema, String name, int depth) {
        if (++values > MOST_VALUES || depth > 2 * DEEP) {
            throw new NoExampleException();
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, depth);
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema, schema.getEnumSymbols().stream().findFirst().orElseThrow(NoExampleException::new));
            case ARRAY -> depth < DEEP ? List.of(present(schema.getElementType(), name, depth)) : List.of();
            case MAP -> depth < DEEP ? Map.of("key", present(schema.getValueType(), name, depth)) : Map.of();
            case UNION -> union(schema, name, depth);
            case FIXED -> fixed(schema);
            case STRING -> isLogical(schema, "uuid") ? UUID_TEXT : name;
            case BYTES ->
                ByteBuffer.wrap(isLogical(schema, "decimal") ? new byte[] {1} : name.getBytes(StandardCharsets.UTF_8));
            case INT -> isLogical(schema, "date") ? (int) ChronoUnit.DAYS.between(Instant.EPOCH, WHEN) : 1;
            case LONG -> time(schema);
            case FLOAT -> 1.5f;
            case DOUBLE -> 1.5;
            case BOOLEAN -> true;
            case NULL -> null;
        };
    }

    /** What stands in a list or a map, where null of another type than null is nothing that can be written. */
    private Object present(Schema schema, String name, int depth) {
        Object value = value(schema, name, depth + 1);
        if (value == null) {
            throw new NoExampleException();
        }
        return value;
    }

    private static GenericData.Fixed fixed(Schema schema) {
        if (schema.getFixedSize() > MOST_FIXED_BYTES) {
            throw new NoExampleException();
        }
        return new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
    }

    private GenericData.Record record(Schema schema, int depth) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), field.name(), depth + 1));
        }
        return record;
    }

    private @Nullable Object union(Schema union, String name, int depth) {
        return union.isNullable() && depth >= DEEP
                ? null
                : union.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .map(branch -> value(branch, name, depth))
                        .orElse(null);
    }

    private static long time(Schema schema) {
        LogicalType type = schema.getLogicalType();
        String name = type == null ? "" : type.getName();
        return switch (name) {
            case "timestamp-millis", "local-timestamp-millis" -> WHEN.toEpochMilli();
            case "timestamp-micros", "local-timestamp-micros" -> WHEN.toEpochMilli() * 1_000;
            case "timestamp-nanos", "local-timestamp-nanos" -> WHEN.toEpochMilli() * 1_000_000;
            default -> 1;
        };
    }

    private static boolean isLogical(Schema schema, String name) {
        LogicalType type = schema.getLogicalType();
        return type != null && type.getName().equals(name);
    }

    private static final class NoExampleException extends RuntimeException {
        private NoExampleException() {
            super(null, null, false, false);
        }
    }
}
