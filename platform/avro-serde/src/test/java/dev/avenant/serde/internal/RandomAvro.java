package dev.avenant.serde.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Random schemas, values of them, and later versions of them; the same for the same seed. */
final class RandomAvro {

    private static final String LETTERS = "abcXYZ09 äßé漢字🚀\u0000\n";

    private final Random random;
    private final List<Schema> named = new ArrayList<>();
    private int names;

    RandomAvro(long seed) {
        this.random = new Random(seed);
    }

    Schema record() {
        return record(3);
    }

    private Schema record(int depth) {
        Schema record = Schema.createRecord("R" + names++, null, "random", false);
        List<Schema.Field> fields = new ArrayList<>();
        int size = random.nextInt(6) + (depth == 3 ? 1 : 0);
        for (int i = 0; i < size; i++) {
            Schema schema = random.nextInt(25) == 0 ? nullable(record) : schema(depth - 1);
            fields.add(new Schema.Field("f" + i, schema, null, null));
        }
        record.setFields(fields);
        named.add(record);
        return record;
    }

    private static Schema nullable(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    private Schema schema(int depth) {
        int kind = random.nextInt(depth > 0 ? 22 : 16);
        return switch (kind) {
            case 0 -> Schema.create(Schema.Type.NULL);
            case 1 -> Schema.create(Schema.Type.BOOLEAN);
            case 2, 3 -> Schema.create(Schema.Type.INT);
            case 4 -> Schema.create(Schema.Type.LONG);
            case 5 -> Schema.create(Schema.Type.FLOAT);
            case 6 -> Schema.create(Schema.Type.DOUBLE);
            case 7 -> Schema.create(Schema.Type.STRING);
            case 8 -> javaString();
            case 9 -> Schema.create(Schema.Type.BYTES);
            case 10, 11, 12, 13 -> logical();
            case 14 -> enumeration();
            case 15 -> fixed();
            case 16, 17 -> Schema.createArray(schema(depth - 1));
            case 18 -> Schema.createMap(schema(depth - 1));
            case 19, 20 -> union(depth);
            default ->
                named.isEmpty() || random.nextBoolean() ? record(depth) : named.get(random.nextInt(named.size()));
        };
    }

    private Schema logical() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING));
            case 2, 3 -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case 4 -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 5 -> LogicalTypes.localTimestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case 6 -> LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT));
            case 7 -> LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 8 -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case 9 -> LogicalTypes.decimal(10, 2).addToSchema(Schema.createFixed("F" + names++, null, "random", 8));
            default -> LogicalTypes.decimal(1 + random.nextInt(25), 1).addToSchema(Schema.create(Schema.Type.BYTES));
        };
    }

    private static Schema javaString() {
        Schema string = Schema.create(Schema.Type.STRING);
        GenericData.setStringType(string, GenericData.StringType.String);
        return string;
    }

    private Schema enumeration() {
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            symbols.add("S" + i);
        }
        Schema schema = Schema.createEnum("E" + names++, null, "random", symbols, "S0");
        named.add(schema);
        return schema;
    }

    private Schema fixed() {
        Schema schema = Schema.createFixed("F" + names++, null, "random", random.nextInt(9));
        named.add(schema);
        return schema;
    }

    private Schema union(int depth) {
        Map<String, Schema> branches = new HashMap<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            Schema branch = schema(depth - 1);
            if (branch.getType() != Schema.Type.UNION && branch.getLogicalType() == null) {
                branches.putIfAbsent(branch.getFullName(), branch);
            }
        }
        branches.putIfAbsent("null", Schema.create(Schema.Type.NULL));
        List<Schema> shuffled = new ArrayList<>(branches.values());
        Collections.shuffle(shuffled, random);
        return Schema.createUnion(shuffled);
    }

    @Nullable
    Object value(Schema schema) {
        return value(schema, 5);
    }

    private @Nullable Object value(Schema schema, int depth) {
        LogicalType logical = schema.getLogicalType();
        if (logical != null) {
            return logicalValue(logical);
        }
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> random.nextInt(20) == 0 ? Float.NaN : random.nextFloat();
            case DOUBLE -> random.nextInt(20) == 0 ? Double.NEGATIVE_INFINITY : random.nextDouble();
            case STRING -> text(schema);
            case BYTES -> buffer(random.nextInt(12));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case ARRAY -> array(schema, depth);
            case MAP -> map(schema, depth);
            case UNION -> value(branch(schema, depth), depth);
            case RECORD -> recordValue(schema, depth);
        };
    }

    private Object logicalValue(LogicalType logical) {
        if (logical instanceof LogicalTypes.Decimal decimal) {
            int digits = 1 + random.nextInt(decimal.getPrecision());
            BigInteger unscaled = new BigInteger(digits * 3, random);
            return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.getScale());
        }
        return switch (logical.getName()) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong());
            case "date" -> LocalDate.ofEpochDay(random.nextInt(200_000) - 100_000);
            case "time-millis" -> LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L);
            case "time-micros" -> LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000L);
            case "timestamp-micros" -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L);
            case "local-timestamp-millis" ->
                LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1_000) * 1_000_000, ZoneOffset.UTC);
            default -> Instant.ofEpochMilli(random.nextLong() >> 20);
        };
    }

    /** Bytes that lie at the start of an array, inside of one, or in none. */
    private ByteBuffer buffer(int length) {
        byte[] bytes = bytes(length);
        return switch (random.nextInt(4)) {
            case 0 -> ByteBuffer.wrap(Arrays.copyOf(bytes, length + 3), length / 2, length - length / 2);
            case 1 -> ByteBuffer.allocateDirect(length).put(bytes).flip();
            default -> ByteBuffer.wrap(bytes);
        };
    }

    private Object text(Schema schema) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10) == 0 ? 300 : random.nextInt(12); i > 0; i--) {
            int at = LETTERS.offsetByCodePoints(0, random.nextInt(LETTERS.codePointCount(0, LETTERS.length())));
            text.appendCodePoint(LETTERS.codePointAt(at));
        }
        return schema.getProp(GenericData.STRING_PROP) == null ? new Utf8(text.toString()) : text.toString();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Object array(Schema schema, int depth) {
        int size = depth < 1 ? 0 : random.nextInt(4);
        GenericData.Array<Object> array = new GenericData.Array<>(size, schema);
        for (int i = 0; i < size; i++) {
            array.add(value(schema.getElementType(), depth - 1));
        }
        return array;
    }

    private Object map(Schema schema, int depth) {
        Map<Object, @Nullable Object> map = new HashMap<>();
        for (int i = depth < 1 ? 0 : random.nextInt(4); i > 0; i--) {
            map.put(new Utf8("k" + i), value(schema.getValueType(), depth - 1));
        }
        return map;
    }

    private Schema branch(Schema union, int depth) {
        List<Schema> types = union.getTypes();
        return depth < 1 && types.stream().anyMatch(type -> type.getType() == Schema.Type.NULL)
                ? Schema.create(Schema.Type.NULL)
                : types.get(random.nextInt(types.size()));
    }

    private Object recordValue(Schema schema, int depth) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), depth - 1));
        }
        return record;
    }

    /** What the values of the schemas made here hold beside the plain types. */
    static GenericData data() {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new Conversions.UUIDConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        return data;
    }
}
