package dev.avenant.avro.generators;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Random values of a schema, small, large and at the edges, that fit its logical types; the same for the same seed. */
public final class RandomValues {

    private static final int SHALLOW = 5;
    private static final int TOO_DEEP = 40;
    private static final long DAY_MILLIS = 86_400_000;
    private static final List<String> TEXTS =
            List.of("", " ", "text", "\u0000", "line\nline", "äßé", "漢字", "\uD83D\uDE80", "ünïcode ☃", "x".repeat(300));

    private final Random random;
    private final boolean converted;
    private final Choice choice;

    /** Decides between a number of possibilities. */
    @FunctionalInterface
    private interface Choice {
        int of(int possibilities);
    }

    private RandomValues(Random random, boolean converted, Choice choice) {
        this.random = random;
        this.converted = converted;
        this.choice = choice;
    }

    /** Values as Avro writes them: a logical type is the type beneath it. */
    public static RandomValues plain(long seed) {
        Random random = new Random(seed);
        return new RandomValues(random, false, random::nextInt);
    }

    /** Values as {@link #conversions} convert them: an {@link Instant} for a time stamp, and so on. */
    public static RandomValues converted(long seed) {
        Random random = new Random(seed);
        return new RandomValues(random, true, random::nextInt);
    }

    /** What values hold that are not plain. */
    public static GenericData conversions() {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new Conversions.UUIDConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        return data;
    }

    /** Whether two values are the same, which a record's own {@code equals} cannot tell when they are converted. */
    public static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof IndexedRecord record && other instanceof IndexedRecord second) {
            return record.getSchema().equals(second.getSchema())
                    && record.getSchema().getFields().stream()
                            .allMatch(field -> same(record.get(field.pos()), second.get(field.pos())));
        }
        if (one instanceof List<?> items && other instanceof List<?> others) {
            return items.size() == others.size()
                    && IntStream.range(0, items.size()).allMatch(i -> same(items.get(i), others.get(i)));
        }
        if (one instanceof Map<?, ?> entries && other instanceof Map<?, ?> others) {
            return entries.keySet().equals(others.keySet())
                    && entries.keySet().stream().allMatch(key -> same(entries.get(key), others.get(key)));
        }
        return (one instanceof CharSequence text && other instanceof CharSequence second)
                ? text.toString().contentEquals(second)
                : Objects.equals(one, other);
    }

    /**
     * That many plain records of a schema, in which each branch and each symbol comes up in turn.
     *
     * @throws IllegalStateException when the schema is of records that hold themselves without end
     */
    public static List<GenericData.Record> records(Schema schema, int count, long seed) {
        Random random = new Random(seed);
        List<GenericData.Record> records = new ArrayList<>();
        for (int turn = 0; turn < count; turn++) {
            int now = turn;
            RandomValues values = new RandomValues(random, false, possibilities -> now % possibilities);
            records.add((GenericData.Record) values.present(schema));
        }
        return records;
    }

    /** A value; empty for null, and when none was found because the schema has none that ends. */
    public Optional<Object> of(Schema schema) {
        try {
            return Optional.ofNullable(value(schema, 0));
        } catch (EndlessException endless) {
            return Optional.empty();
        }
    }

    private Object present(Schema schema) {
        return of(schema).orElseThrow(() -> new IllegalStateException("No value was found of " + schema));
    }

    private @Nullable Object value(Schema schema, int depth) {
        if (depth > TOO_DEEP) {
            throw new EndlessException();
        }
        LogicalType logical = schema.getLogicalType();
        Object convertedValue = converted && logical != null ? converted(logical) : null;
        if (convertedValue != null) {
            return convertedValue;
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, depth);
            case UNION ->
                value(
                        schema.getTypes()
                                .get(
                                        depth > SHALLOW
                                                ? 0
                                                : choice.of(schema.getTypes().size())),
                        depth + 1);
            case ARRAY -> array(schema, depth);
            case MAP -> map(schema, depth);
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(choice.of(schema.getEnumSymbols().size())));
            case FIXED -> new GenericData.Fixed(schema, fixed(schema));
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> (int) whole(schema);
            case LONG -> whole(schema);
            case FLOAT -> random.nextInt(3) == 0 ? random.nextInt(3) : Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> random.nextInt(3) == 0 ? random.nextInt(3) : Double.longBitsToDouble(random.nextLong());
            case BYTES -> binary(schema);
            case STRING -> text(schema);
        };
    }

    private GenericData.Record record(Schema schema, int depth) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), depth + 1));
        }
        return record;
    }

    private GenericData.Array<@Nullable Object> array(Schema schema, int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = size(depth); i > 0; i--) {
            items.add(value(schema.getElementType(), depth + 1));
        }
        return new GenericData.Array<>(schema, items);
    }

    private Map<String, @Nullable Object> map(Schema schema, int depth) {
        Map<String, @Nullable Object> entries = new HashMap<>();
        for (int i = size(depth); i > 0; i--) {
            entries.put(i == 1 ? "" : "k".repeat(i), value(schema.getValueType(), depth + 1));
        }
        return entries;
    }

    private int size(int depth) {
        return depth > SHALLOW ? 0 : choice.of(4);
    }

    private long whole(Schema schema) {
        if (is(schema, "time-millis") || is(schema, "time-micros")) {
            return random.nextInt((int) DAY_MILLIS);
        }
        boolean isInt = schema.getType() == Schema.Type.INT;
        return switch (choice.of(6)) {
            case 0 -> 0;
            case 1 -> isInt ? Integer.MAX_VALUE : Long.MAX_VALUE;
            case 2 -> random.nextInt(5);
            case 3 -> isInt ? random.nextInt() >> random.nextInt(32) : random.nextLong() >> random.nextInt(64);
            default -> isInt ? random.nextInt() : random.nextLong();
        };
    }

    private byte[] fixed(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return new Conversions.DecimalConversion()
                    .toFixed(number(decimal), schema, decimal)
                    .bytes();
        }
        return bytes(schema.getFixedSize());
    }

    /** Bytes that lie at the start of an array, inside of one, or in none. */
    private ByteBuffer binary(Schema schema) {
        LogicalType logicalType = schema.getLogicalType();
        if (logicalType instanceof LogicalTypes.Decimal decimal) {
            return new Conversions.DecimalConversion().toBytes(number(decimal), schema, decimal);
        }
        if (logicalType != null && is(schema, "big-decimal")) {
            return new Conversions.BigDecimalConversion()
                    .toBytes(BigDecimal.valueOf(random.nextInt(), 2), schema, logicalType);
        }
        byte[] bytes = bytes(random.nextInt(12));
        return switch (random.nextInt(4)) {
            case 0 -> ByteBuffer.wrap(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
            case 1 -> ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            default -> ByteBuffer.wrap(bytes);
        };
    }

    private CharSequence text(Schema schema) {
        if (is(schema, "uuid")) {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
        String text = TEXTS.get(choice.of(TEXTS.size())) + Integer.toString(random.nextInt(), 36);
        if (choice.of(6) == 0) {
            return "";
        }
        boolean isJavaString = schema.getProp(GenericData.STRING_PROP) != null;
        return converted && !isJavaString && random.nextBoolean() ? new Utf8(text) : text;
    }

    private BigDecimal number(LogicalTypes.Decimal decimal) {
        BigInteger limit = BigInteger.TEN.pow(Math.min(4, decimal.getPrecision()));
        BigInteger digits = BigInteger.valueOf(random.nextInt()).mod(limit);
        return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), decimal.getScale());
    }

    /** The value in Java's own type; null for a logical type that is not converted. */
    private @Nullable Object converted(LogicalType logical) {
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return number(decimal);
        }
        return switch (logical.getName()) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong());
            case "date" -> LocalDate.ofEpochDay(random.nextInt(200_000) - 100_000);
            case "time-millis" -> LocalTime.ofNanoOfDay(random.nextInt((int) DAY_MILLIS) * 1_000_000L);
            case "time-micros" -> LocalTime.ofNanoOfDay(random.nextInt((int) DAY_MILLIS) * 1_000L);
            case "timestamp-millis" -> Instant.ofEpochMilli(random.nextLong() >> 20);
            case "timestamp-micros" -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L);
            case "local-timestamp-millis" ->
                LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1_000) * 1_000_000, ZoneOffset.UTC);
            case "local-timestamp-micros" ->
                LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000, ZoneOffset.UTC);
            default -> null;
        };
    }

    private static boolean is(Schema schema, String logicalType) {
        return schema.getLogicalType() != null
                && schema.getLogicalType().getName().equals(logicalType);
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A record holds itself, and no branch was found that ends it. */
    private static final class EndlessException extends RuntimeException {
        EndlessException() {
            super("no end in sight", null, false, false);
        }
    }
}
