package dev.avenant.operations.events;

import dev.avenant.operations.OperationText;
import dev.avenant.operations.events.AvroTrace.Failure;
import dev.avenant.operations.events.AvroTrace.Kind;
import dev.avenant.operations.events.AvroTrace.Part;
import dev.avenant.text.Printable;
import dev.avenant.text.Sentence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Reads Avro's binary encoding byte by byte; Avro's own decoder does not say at which it failed. Used once. */
final class AvroTracer {
    private static final Sentence INT = OperationText.of("bytes.int");
    private static final Sentence LONG = OperationText.of("bytes.long");
    private static final Sentence FLOAT = OperationText.of("bytes.float");
    private static final Sentence DOUBLE = OperationText.of("bytes.double");
    private static final Sentence BOOLEAN = OperationText.of("bytes.boolean");
    private static final Sentence ENTRIES = OperationText.of("bytes.entries");
    private static final Sentence ITEMS = OperationText.of("bytes.items");
    private static final String ENTRIES_TYPE = ENTRIES.toString();
    private static final String ITEMS_TYPE = ITEMS.toString();
    private static final Sentence BLOCK = OperationText.of("bytes.block");
    private static final Sentence BRANCH = OperationText.of("bytes.branch");
    private static final Sentence SYMBOL = OperationText.of("bytes.symbol");
    private static final Sentence END = OperationText.of("bytes.end");
    private static final Counted TEXT = Counted.of("bytes.text");
    private static final Counted BYTES = Counted.of("bytes.bytes");
    private static final Counted KEY = Counted.of("bytes.key");
    private static final int LONGEST_TEXT = 80;
    private static final int DEEPEST = 1000;
    private static final long MOST_ELEMENTS = 5_000_000;

    private final byte[] bytes;
    private final int mostParts;
    private final List<Part> parts = new ArrayList<>();
    private boolean isCut;
    private int at;
    private long elements;

    AvroTracer(byte[] bytes, int from, int mostParts) {
        this.bytes = bytes;
        this.at = from;
        this.mostParts = mostParts;
    }

    /**
     * What stands behind its length.
     *
     * @param length the same as what a length is of
     */
    private record Counted(Sentence whole, Sentence length) {
        static Counted of(String key) {
            Sentence whole = OperationText.of(key);
            return new Counted(whole, OperationText.of("bytes.length-of", whole));
        }
    }

    private static String text(long number) {
        return String.valueOf(number);
    }

    private static Sentence value(long number) {
        return OperationText.of("bytes.value", text(number));
    }

    /** Ends the reading where bytes are no value. */
    private static final class NoValueException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        NoValueException(Failure failure) {
            super(failure.kind().name(), null, false, false);
            this.failure = failure;
        }
    }

    AvroTrace read(Schema schema) {
        Failure failure = null;
        try {
            value(schema, "", false, 0);
            if (at < bytes.length) {
                failure = new Failure(
                        Kind.TRAILING, "/", at, END, OperationText.of("bytes.more", text(bytes.length - at)));
            }
        } catch (NoValueException none) {
            failure = none.failure;
        }
        return new AvroTrace(parts, isCut, at, bytes.length, failure);
    }

    private void value(Schema schema, String path, boolean isInsidePersonal, int depth) throws NoValueException {
        if (depth > DEEPEST || ++elements > MOST_ELEMENTS) {
            throw failed(
                    Kind.TOO_LARGE,
                    path,
                    at,
                    OperationText.of("bytes.size", text(DEEPEST), text(MOST_ELEMENTS)),
                    OperationText.of("bytes.larger"));
        }
        int from = at;
        boolean isPersonal = isInsidePersonal || PersonalData.isTagged(schema);
        switch (schema.getType()) {
            case RECORD -> record(schema, path, isPersonal, depth);
            case ARRAY, MAP -> blocks(schema, path, isPersonal, depth);
            case UNION -> union(schema, path, isPersonal, depth);
            case NULL -> part(path, "null", from, "null", isPersonal);
            case BOOLEAN -> part(path, "boolean", from, String.valueOf(bool(path)), isPersonal);
            case INT -> part(path, typeOf(schema), from, numberText(schema, varint(path, 5, INT)), isPersonal);
            case LONG -> part(path, typeOf(schema), from, numberText(schema, varint(path, 10, LONG)), isPersonal);
            case FLOAT ->
                part(path, "float", from, String.valueOf(buffer(path, 4, FLOAT).getFloat()), isPersonal);
            case DOUBLE ->
                part(
                        path,
                        "double",
                        from,
                        String.valueOf(buffer(path, 8, DOUBLE).getDouble()),
                        isPersonal);
            case ENUM -> symbol(schema, path, isPersonal);
            case STRING -> {
                int length = length(path, TEXT);
                part(path, typeOf(schema), from, text(path, length), isPersonal);
            }
            case BYTES -> {
                int length = length(path, BYTES);
                part(path, typeOf(schema), from, bytesText(schema, take(path, length, BYTES.whole())), isPersonal);
            }
            case FIXED -> {
                int length = schema.getFixedSize();
                byte[] taken = take(path, length, OperationText.of("bytes.fixed", text(length)));
                part(path, typeOf(schema), from, bytesText(schema, taken), isPersonal);
            }
        }
    }

    private void record(Schema schema, String path, boolean isPersonal, int depth) throws NoValueException {
        for (Schema.Field field : schema.getFields()) {
            value(
                    field.schema(),
                    path + "/" + Printable.of(field.name()),
                    isPersonal || PersonalData.isTagged(field),
                    depth + 1);
        }
    }

    /** The entries of a map are numbered as items are: a key may be long, or personal data, and has a part of its own. */
    private void blocks(Schema schema, String path, boolean isPersonal, int depth) throws NoValueException {
        boolean isMap = schema.getType() == Schema.Type.MAP;
        Sentence what = isMap ? ENTRIES : ITEMS;
        long index = 0;
        while (true) {
            int from = at;
            long count = varint(path, 10, what);
            if (count < 0) {
                if (count == Long.MIN_VALUE) {
                    throw failed(Kind.NEGATIVE_LENGTH, path, from, what, value(count));
                }
                count = -count;
                int sizeAt = at;
                long size = varint(path, 10, BLOCK);
                if (size < 0) {
                    throw failed(Kind.NEGATIVE_LENGTH, path, sizeAt, BLOCK, value(size));
                }
            }
            part(path, isMap ? ENTRIES_TYPE : ITEMS_TYPE, from, String.valueOf(count), isPersonal);
            if (count == 0) {
                return;
            }
            for (long item = 0; item < count; item++, index++) {
                String inside = path + "/" + index;
                if (isMap) {
                    int keyFrom = at;
                    String key = text(inside, length(inside, KEY));
                    part(inside, "key", keyFrom, key, isPersonal);
                }
                value(isMap ? schema.getValueType() : schema.getElementType(), inside, isPersonal, depth + 1);
            }
        }
    }

    private void union(Schema schema, String path, boolean isPersonal, int depth) throws NoValueException {
        int from = at;
        long branch = varint(path, 5, BRANCH);
        List<Schema> types = schema.getTypes();
        if (branch < 0 || branch >= types.size()) {
            throw failed(
                    Kind.NO_SUCH_BRANCH,
                    path,
                    from,
                    OperationText.of("bytes.branches", text(types.size() - 1)),
                    value(branch));
        }
        Schema chosen = types.get((int) branch);
        part(path, "branch", from, chosen.getFullName(), isPersonal && chosen.getType() != Schema.Type.NULL);
        if (chosen.getType() != Schema.Type.NULL) {
            value(chosen, path, isPersonal, depth + 1);
        }
    }

    private void symbol(Schema schema, String path, boolean isPersonal) throws NoValueException {
        int from = at;
        long symbol = varint(path, 5, SYMBOL);
        List<String> symbols = schema.getEnumSymbols();
        if (symbol < 0 || symbol >= symbols.size()) {
            throw failed(
                    Kind.NO_SUCH_BRANCH,
                    path,
                    from,
                    OperationText.of("bytes.symbols", text(symbols.size() - 1)),
                    value(symbol));
        }
        part(path, schema.getFullName(), from, symbols.get((int) symbol), isPersonal);
    }

    private boolean bool(String path) throws NoValueException {
        byte[] taken = take(path, 1, BOOLEAN);
        if (taken[0] != 0 && taken[0] != 1) {
            throw failed(
                    Kind.NO_BOOLEAN,
                    path,
                    at - 1,
                    OperationText.of("bytes.boolean-value"),
                    OperationText.of("bytes.value", HexFormat.of().toHexDigits(taken[0])));
        }
        return taken[0] == 1;
    }

    /** Zigzag, seven bits in each byte. */
    private long varint(String path, int mostBytes, Sentence what) throws NoValueException {
        int from = at;
        long value = 0;
        for (int index = 0; index < mostBytes; index++) {
            if (at >= bytes.length) {
                throw truncated(path, from, what);
            }
            byte next = bytes[at++];
            value |= (next & 0x7fL) << (7 * index);
            if (next >= 0) {
                long number = (value >>> 1) ^ -(value & 1);
                if (mostBytes == 5 && number != (int) number) {
                    throw failed(Kind.NUMBER_TOO_LONG, path, from, what, value(number));
                }
                return number;
            }
        }
        throw failed(
                Kind.NUMBER_TOO_LONG,
                path,
                from,
                OperationText.of("bytes.varint", what, text(mostBytes)),
                OperationText.of("bytes.longer"));
    }

    private int length(String path, Counted what) throws NoValueException {
        int from = at;
        long length = varint(path, 10, what.length());
        if (length < 0) {
            throw failed(Kind.NEGATIVE_LENGTH, path, from, what.length(), value(length));
        }
        int left = bytes.length - at;
        if (length > left) {
            // Who cuts a value off leaves most of it; a length of nonsense goes far beyond.
            Kind kind = length > 4L * bytes.length + 1024 ? Kind.LENGTH_BEYOND_END : Kind.TRUNCATED;
            throw failed(
                    kind,
                    path,
                    from,
                    OperationText.of("bytes.left", what.whole(), text(left)),
                    OperationText.of("bytes.a-length", text(length)));
        }
        return (int) length;
    }

    private byte[] take(String path, int length, Sentence what) throws NoValueException {
        if (length > bytes.length - at) {
            throw truncated(path, at, what);
        }
        byte[] taken = new byte[length];
        System.arraycopy(bytes, at, taken, 0, length);
        at += length;
        return taken;
    }

    private ByteBuffer buffer(String path, int length, Sentence what) throws NoValueException {
        return ByteBuffer.wrap(take(path, length, what)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String text(String path, int length) throws NoValueException {
        int from = at;
        byte[] taken = take(path, length, TEXT.whole());
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(taken))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw failed(Kind.NO_UTF8, path, from, OperationText.of("bytes.utf"), OperationText.of("bytes.no-text"));
        }
    }

    private NoValueException truncated(String path, int from, Sentence what) {
        return failed(Kind.TRUNCATED, path, from, what, OperationText.of("bytes.end-after", text(bytes.length - from)));
    }

    private NoValueException failed(Kind kind, String path, int where, Sentence expected, Sentence found) {
        at = where;
        return new NoValueException(new Failure(kind, path.isEmpty() ? "/" : path, where, expected, found));
    }

    private void part(String path, String type, int from, String text, boolean isPersonal) {
        if (parts.size() == mostParts) {
            isCut = true;
            return;
        }
        parts.add(new Part(
                path.isEmpty() ? "/" : path, type, from, at, Printable.shorten(text, LONGEST_TEXT), isPersonal));
    }

    private static String typeOf(Schema schema) {
        String name = schema.getType() == Schema.Type.FIXED
                ? schema.getFullName()
                : schema.getType().getName();
        return schema.getLogicalType() == null
                ? name
                : name + ", " + schema.getLogicalType().getName();
    }

    private static String numberText(Schema schema, long number) {
        String logical =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        try {
            return switch (logical) {
                case "date" -> number + " (" + LocalDate.ofEpochDay(number) + ")";
                case "timestamp-millis" -> number + " (" + Instant.ofEpochMilli(number) + ")";
                case "timestamp-micros" -> number + " (" + Instant.EPOCH.plus(number, ChronoUnit.MICROS) + ")";
                default -> String.valueOf(number);
            };
        } catch (DateTimeException | ArithmeticException beyondTime) {
            return String.valueOf(number);
        }
    }

    private static String bytesText(Schema schema, byte[] value) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal && value.length > 0 && value.length <= 64) {
            return new BigDecimal(new BigInteger(value), decimal.getScale()).toPlainString();
        }
        return WireFormat.hex(value);
    }
}
