package dev.avenant.compatibility.witness;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Shows the part of a record that matters, as JSON: on the way to a place the one field, item or entry that leads there,
 * and {@code …} for what is left out; at the place the value. A value of a union of several types stands in an object with
 * the name of its branch, as in Avro's JSON encoding, so that two branches of one shape can be told apart.
 */
final class ValueDisplay {
    /** A record at the end of the way is shown with this many fields. */
    private static final int FIELDS = 6;

    private static final int LONGEST = 2_000;

    private final GenericData data;
    private final StringBuilder out = new StringBuilder();

    private ValueDisplay(GenericData data) {
        this.data = data;
    }

    /**
     * A value as JSON.
     *
     * @param data what the value was read with, which knows the branch of a converted value
     * @param way the names of the fields that lead to the place, {@code []} for an item and {@code {}} for an entry; it
     *     ends early where the value does not go on
     */
    static String of(GenericData data, Schema schema, @Nullable Object value, List<String> way) {
        ValueDisplay display = new ValueDisplay(data);
        try {
            display.value(schema, value, way);
        } catch (AvroRuntimeException | ClassCastException | StackOverflowError e) {
            return "(a record that cannot be shown)";
        }
        return display.out.length() <= LONGEST ? display.out.toString() : display.out.substring(0, LONGEST) + "…";
    }

    private void value(Schema schema, @Nullable Object value, List<String> way) {
        if (schema.getType() == Schema.Type.UNION) {
            union(schema, value, way);
        } else if (value instanceof IndexedRecord record) {
            record(record, way);
        } else if (value instanceof Collection<?> items) {
            items(schema, items, way);
        } else if (value instanceof Map<?, ?> entries) {
            entries(schema, entries, way);
        } else {
            leaf(value);
        }
    }

    private void union(Schema union, @Nullable Object value, List<String> way) {
        Schema branch = union.getTypes().get(data.resolveUnion(union, value));
        boolean told = value != null && union.getTypes().size() > (union.isNullable() ? 2 : 1);
        if (told) {
            out.append('{');
            quote(branch.getFullName());
            out.append(": ");
        }
        value(branch, value, way);
        if (told) {
            out.append('}');
        }
    }

    private void record(IndexedRecord record, List<String> way) {
        Schema schema = record.getSchema();
        Schema.Field next = way.isEmpty() ? null : schema.getField(way.get(0));
        List<Schema.Field> shown = next == null
                ? schema.getFields()
                        .subList(0, Math.min(FIELDS, schema.getFields().size()))
                : List.of(next);
        out.append('{');
        String separator = "";
        for (Schema.Field field : shown) {
            out.append(separator);
            quote(field.name());
            out.append(": ");
            value(field.schema(), record.get(field.pos()), next == null ? List.of() : way.subList(1, way.size()));
            separator = ", ";
        }
        out.append(shown.size() < schema.getFields().size() ? separator + "…}" : "}");
    }

    private void items(Schema array, Collection<?> items, List<String> way) {
        List<String> rest = way.isEmpty() ? way : way.subList(1, way.size());
        boolean first = !way.isEmpty() && items.size() > 1;
        out.append('[');
        String separator = "";
        for (Object item : first ? List.of(items.iterator().next()) : items) {
            out.append(separator);
            value(array.getElementType(), item, rest);
            separator = ", ";
        }
        out.append(first ? ", …]" : "]");
    }

    private void entries(Schema map, Map<?, ?> entries, List<String> way) {
        List<String> rest = way.isEmpty() ? way : way.subList(1, way.size());
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.append(separator);
            quote(String.valueOf(entry.getKey()));
            out.append(": ");
            value(map.getValueType(), entry.getValue(), rest);
            separator = ", ";
        }
        out.append('}');
    }

    private void leaf(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            boolean finite =
                    Double.isFinite(number.doubleValue()) || !(number instanceof Double || number instanceof Float);
            out.append(finite ? number.toString() : '"' + number.toString() + '"');
        } else if (value instanceof ByteBuffer bytes) {
            quote(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString());
        } else if (value instanceof GenericFixed fixed) {
            quote(new String(fixed.bytes(), StandardCharsets.ISO_8859_1));
        } else if (value instanceof GenericEnumSymbol<?> symbol) {
            quote(symbol.toString());
        } else {
            quote(value.toString());
        }
    }

    private void quote(String text) {
        out.append('"')
                .append(JsonStringEncoder.getInstance().quoteAsString(text))
                .append('"');
    }
}
