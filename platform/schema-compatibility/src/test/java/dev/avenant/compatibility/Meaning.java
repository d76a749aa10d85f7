package dev.avenant.compatibility;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was read means what was written, by the two schemas alone and with nothing of the code under test: names
 * and aliases are looked up here, and a value means something only together with its logical type.
 */
final class Meaning {
    private final boolean writerIsOld;

    /**
     * @param writerIsOld whether the reader is the newer one, to which a replaced symbol is a loss; an old reader that
     *     sees the default of its enum in place of a new symbol is how enums are meant to grow
     */
    Meaning(boolean writerIsOld) {
        this.writerIsOld = writerIsOld;
    }

    /** Where a value changed, with both values; null when it did not. */
    @Nullable
    String change(Schema writer, Schema reader, @Nullable Object written, @Nullable Object read) {
        return change("", writer, reader, written, read);
    }

    private @Nullable String change(
            String path, Schema writer, Schema reader, @Nullable Object written, @Nullable Object read) {
        Schema from = taken(writer, written);
        Schema to = taken(reader, read);
        boolean same = switch (from.getType()) {
            case NULL -> read == null;
            case RECORD, ARRAY, MAP -> true;
            case ENUM -> sameSymbol(from, to, String.valueOf(written), String.valueOf(read));
            default -> sameLogicalType(from, to) && sameLeaf(written, read);
        };
        if (!same) {
            return path + ": " + written + " of " + from + " became " + read + " of " + to;
        }
        if (written == null || read == null) {
            return written == read ? null : path + ": " + written + " became " + read;
        }
        return switch (from.getType()) {
            case RECORD -> fields(path, from, to, (IndexedRecord) written, (IndexedRecord) read);
            case ARRAY -> items(path, from, to, (Collection<?>) written, (Collection<?>) read);
            case MAP -> entries(path, from, to, (Map<?, ?>) written, (Map<?, ?>) read);
            default -> null;
        };
    }

    private static Schema taken(Schema schema, @Nullable Object value) {
        return schema.getType() == Schema.Type.UNION
                ? schema.getTypes().get(GenericData.get().resolveUnion(schema, value))
                : schema;
    }

    private @Nullable String fields(String path, Schema from, Schema to, IndexedRecord written, IndexedRecord read) {
        boolean sameName =
                from.getName().equals(to.getName()) || to.getAliases().contains(from.getFullName());
        if (!sameName) {
            return path + ": a " + from.getFullName() + " became a " + to.getFullName();
        }
        Map<String, String> renames = new HashMap<>();
        // the aliases of fields count where the records have one name, as it is or by an alias
        if (from.getFullName().equals(to.getFullName()) || to.getAliases().contains(from.getFullName())) {
            to.getFields().forEach(field -> field.aliases().forEach(alias -> renames.put(alias, field.name())));
        }
        List<String> names = renamed(
                renamed(from.getFields().stream().map(Schema.Field::name).toList(), renames), renames);
        for (Schema.Field field : from.getFields()) {
            String inside = path + "/" + field.name();
            Schema.Field taker = to.getField(names.get(field.pos()));
            if (to.getField(field.name()) != null && !names.contains(field.name())) {
                return inside + ": the alias of another field took it";
            }
            String change = taker == null
                    ? null
                    : change(inside, field.schema(), taker.schema(), written.get(field.pos()), read.get(taker.pos()));
            if (change != null) {
                return change;
            }
        }
        return null;
    }

    /**
     * Under which names Avro looks for fields: of several aliases for one the last counts, none where a field has the new
     * name already. It does so twice.
     */
    private static List<String> renamed(List<String> names, Map<String, String> renames) {
        return names.stream()
                .map(name -> names.contains(renames.getOrDefault(name, name)) ? name : renames.getOrDefault(name, name))
                .toList();
    }

    private @Nullable String items(String path, Schema from, Schema to, Collection<?> written, Collection<?> read) {
        if (written.size() != read.size()) {
            return path + ": another number of items";
        }
        Iterator<?> other = read.iterator();
        for (Object item : written) {
            String change = change(path + "/[]", from.getElementType(), to.getElementType(), item, other.next());
            if (change != null) {
                return change;
            }
        }
        return null;
    }

    private @Nullable String entries(String path, Schema from, Schema to, Map<?, ?> written, Map<?, ?> read) {
        if (written.size() != read.size()) {
            return path + ": another number of entries";
        }
        for (Map.Entry<?, ?> entry : read.entrySet()) {
            String change = change(
                    path + "/{}",
                    from.getValueType(),
                    to.getValueType(),
                    written.get(String.valueOf(entry.getKey())),
                    entry.getValue());
            if (change != null) {
                return change;
            }
        }
        return null;
    }

    private boolean sameSymbol(Schema from, Schema to, String written, String read) {
        boolean sameName =
                from.getName().equals(to.getName()) || to.getAliases().contains(from.getFullName());
        boolean fallback = !writerIsOld && !to.hasEnumSymbol(written) && read.equals(to.getEnumDefault());
        return sameName && (written.equals(read) || fallback);
    }

    private static boolean sameLogicalType(Schema from, Schema to) {
        LogicalType before = from.getLogicalType();
        LogicalType after = to.getLogicalType();
        boolean textOfUuid = from.getType() == Schema.Type.STRING
                && before != null
                && before.getName().equals("uuid")
                && after == null;
        boolean timestampStated = from.getType() == Schema.Type.LONG
                && to.getType() == Schema.Type.LONG
                && (before == null ? isTimestamp(after) : after == null && isTimestamp(before));
        boolean sameScale = before instanceof LogicalTypes.Decimal one
                && after instanceof LogicalTypes.Decimal other
                && one.getScale() == other.getScale();
        return timestampStated || sameScale || (before == null ? after == null : (before.equals(after) || textOfUuid));
    }

    private static boolean isTimestamp(@Nullable LogicalType type) {
        return type != null && type.getName().contains("timestamp-");
    }

    private static boolean sameLeaf(@Nullable Object written, @Nullable Object read) {
        if (written instanceof Number from && read instanceof Number to) {
            double a = from.doubleValue();
            double b = to.doubleValue();
            boolean exact = Double.isFinite(a) && Double.isFinite(b) && !(written instanceof Float);
            return exact
                    ? new BigDecimal(written.toString()).compareTo(new BigDecimal(read.toString())) == 0
                    : a == b || (Double.isNaN(a) && Double.isNaN(b));
        }
        byte[] from = bytes(written);
        byte[] to = bytes(read);
        return (from != null && to != null) ? Arrays.equals(from, to) : (written != null && written.equals(read));
    }

    private static byte @Nullable [] bytes(@Nullable Object value) {
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
