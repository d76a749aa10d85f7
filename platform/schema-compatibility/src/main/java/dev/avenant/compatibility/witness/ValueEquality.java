package dev.avenant.compatibility.witness;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was read is what was written. Fields that only one side has do not count, nor does the default of an
 * enum in place of a symbol that its reader does not know: rules decide about those.
 */
public final class ValueEquality {
    private ValueEquality() {}

    /**
     * Compares a written value with what was read of it.
     *
     * @param writer the schema it was written with
     * @param renamed the writer's schema under the reader's names, whose fields stand where the writer's do
     * @return where they differ, as {@code /field/inner}; null when they are the same
     */
    public static @Nullable String difference(
            Schema writer, Schema renamed, @Nullable Object written, @Nullable Object read) {
        return difference("", new Types(writer, renamed), written, read);
    }

    /** A type of the writer, and the same type under the reader's names. */
    private record Types(Schema writer, Schema renamed) {
        Types branch(Object value) {
            int index = GenericData.get().resolveUnion(writer, value);
            return new Types(writer.getTypes().get(index), renamed.getTypes().get(index));
        }

        Types field(int position) {
            return new Types(
                    writer.getFields().get(position).schema(),
                    renamed.getFields().get(position).schema());
        }

        Types item() {
            return new Types(writer.getElementType(), renamed.getElementType());
        }

        Types value() {
            return new Types(writer.getValueType(), renamed.getValueType());
        }
    }

    private static @Nullable String difference(
            String path, Types types, @Nullable Object written, @Nullable Object read) {
        if (written == null || read == null) {
            return written == null && read == null ? null : here(path);
        }
        if (types.writer().getType() == Schema.Type.UNION) {
            return difference(path, types.branch(written), written, read);
        }
        if (written instanceof IndexedRecord from) {
            return read instanceof IndexedRecord to ? fields(path, types, from, to) : here(path);
        }
        if (written instanceof Collection<?> from) {
            return read instanceof Collection<?> to ? items(path, types.item(), from, to) : here(path);
        }
        if (written instanceof Map<?, ?> from) {
            return read instanceof Map<?, ?> to ? entries(path, types.value(), from, to) : here(path);
        }
        return sameLeaf(written, read) ? null : here(path);
    }

    private static String here(String path) {
        return path.isEmpty() ? "/" : path;
    }

    private static @Nullable String fields(String path, Types types, IndexedRecord from, IndexedRecord to) {
        Schema read = to.getSchema();
        boolean sameName = types.renamed().getName().equals(read.getName())
                || types.writer().getName().equals(read.getName());
        if (!sameName) {
            return here(path);
        }
        for (Schema.Field field : types.renamed().getFields()) {
            Schema.Field counterpart = read.getField(field.name());
            if (counterpart != null) {
                String difference = difference(
                        path + "/" + field.name(),
                        types.field(field.pos()),
                        from.get(field.pos()),
                        to.get(counterpart.pos()));
                if (difference != null) {
                    return difference;
                }
            }
        }
        return null;
    }

    private static @Nullable String items(String path, Types types, Collection<?> from, Collection<?> to) {
        if (from.size() != to.size()) {
            return here(path);
        }
        Iterator<?> read = to.iterator();
        for (Object item : from) {
            String difference = difference(path + "/[]", types, item, read.next());
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static @Nullable String entries(String path, Types types, Map<?, ?> from, Map<?, ?> to) {
        if (from.size() != to.size()) {
            return here(path);
        }
        Map<String, @Nullable Object> read = new HashMap<>();
        to.forEach((key, value) -> read.put(String.valueOf(key), value));
        for (Map.Entry<?, ?> entry : from.entrySet()) {
            String difference =
                    difference(path + "/{}", types, entry.getValue(), read.get(String.valueOf(entry.getKey())));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static boolean sameLeaf(Object written, Object read) {
        if (written instanceof Number from && read instanceof Number to) {
            return sameNumber(from, to);
        }
        if (written instanceof GenericEnumSymbol<?> from) {
            return read instanceof GenericEnumSymbol<?> to && sameSymbol(from, to);
        }
        byte[] from = bytes(written);
        byte[] to = bytes(read);
        return (from != null && to != null) ? Arrays.equals(from, to) : written.equals(read);
    }

    private static boolean sameSymbol(GenericEnumSymbol<?> from, GenericEnumSymbol<?> to) {
        String symbol = from.toString();
        Schema read = to.getSchema();
        return symbol.equals(to.toString())
                || (!read.hasEnumSymbol(symbol) && to.toString().equals(read.getEnumDefault()));
    }

    private static boolean sameNumber(Number from, Number to) {
        if (!Double.isFinite(from.doubleValue()) || !Double.isFinite(to.doubleValue())) {
            return Double.compare(from.doubleValue(), to.doubleValue()) == 0;
        }
        return exact(from).compareTo(exact(to)) == 0;
    }

    private static BigDecimal exact(Number number) {
        boolean whole = number instanceof Integer || number instanceof Long;
        return whole ? BigDecimal.valueOf(number.longValue()) : new BigDecimal(number.doubleValue());
    }

    private static byte @Nullable [] bytes(Object value) {
        if (value instanceof CharSequence text) {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return null;
    }
}
