package dev.avenant.compatibility.internal;

import dev.avenant.text.Printable;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** How messages name the parts of a schema. */
public final class SchemaDisplay {
    private static final int SHORT = 80;
    private static final int MANY = 8;

    private SchemaDisplay() {}

    /** A type as one would say it: {@code int}, {@code timestamp-millis}, {@code array of string}. */
    public static Sentence type(Schema schema) {
        LogicalType logicalType = schema.getLogicalType();
        if (logicalType != null) {
            return Sentence.quoting(logical(logicalType) + " (" + base(schema) + ")");
        }
        return switch (schema.getType()) {
            case ARRAY -> SchemaText.of("type.array", base(schema.getElementType()));
            case MAP -> SchemaText.of("type.map", base(schema.getValueType()));
            case UNION -> SchemaText.of("type.union", branches(schema));
            default -> Sentence.quoting(base(schema));
        };
    }

    public static String logical(LogicalType logicalType) {
        return logicalType instanceof LogicalTypes.Decimal decimal
                ? "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")"
                : logicalType.getName();
    }

    private static String base(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> schema.getFullName();
            default -> schema.getType().getName();
        };
    }

    /** The types of a union, without brackets. */
    public static Sentence branches(Schema union) {
        return list(union.getTypes().stream().map(SchemaDisplay::base).toList());
    }

    /** The first few, and how many more there are. */
    public static Sentence list(List<String> words) {
        if (words.size() <= MANY) {
            return Sentence.quoting(String.join(", ", words));
        }
        return SchemaText.of("more", String.join(", ", words.subList(0, MANY)), String.valueOf(words.size() - MANY));
    }

    /** At most 80 characters on one line, with control and direction characters written out. */
    public static String shorten(String text) {
        return Printable.shorten(text, SHORT);
    }
}
