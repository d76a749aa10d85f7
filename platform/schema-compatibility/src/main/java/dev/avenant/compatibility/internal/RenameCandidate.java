package dev.avenant.compatibility.internal;

import dev.avenant.text.NameWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/**
 * A field that only one of two records has, with what it is compared by.
 *
 * @param after the field of both records behind which it stands; empty at the beginning
 * @param before the field of both records before which it stands; empty at the end
 */
record RenameCandidate(Field field, String after, String before, String word, List<String> words, String shape) {
    private static final Set<String> NUMBERS = Set.of("INT", "LONG", "FLOAT", "DOUBLE");

    /** Those of the fields that have none of the names of the others, in their order. */
    static List<RenameCandidate> notAmong(Set<String> names, List<Field> fields) {
        List<RenameCandidate> only = new ArrayList<>();
        List<Field> open = new ArrayList<>();
        String last = "";
        for (Field field : fields) {
            if (names.contains(field.name())) {
                between(last, field.name(), open, only);
                last = field.name();
            } else {
                open.add(field);
            }
        }
        between(last, "", open, only);
        return only;
    }

    private static void between(String after, String before, List<Field> open, List<RenameCandidate> only) {
        open.forEach(field -> only.add(new RenameCandidate(
                field,
                after,
                before,
                field.name().toLowerCase(Locale.ROOT).replace("_", ""),
                NameWords.of(field.name()),
                shapeOf(inner(field.schema())))));
        open.clear();
    }

    String name() {
        return field.name();
    }

    /** Whether it stands between the same fields as the other. */
    boolean standsWhere(RenameCandidate other) {
        return after.equals(other.after) && before.equals(other.before);
    }

    /** Whether the types are alike or two sizes of number. */
    boolean fits(RenameCandidate other) {
        return shape.equals(other.shape) || (NUMBERS.contains(shape) && NUMBERS.contains(other.shape));
    }

    /** How near the name and the position are; 0 where the name is not. */
    double nearness(RenameCandidate other) {
        double name = fits(other) ? NameWords.alike(words, other.words) : 0;
        return name == 0 ? 0 : name + 0.1 / (1 + Math.abs(field.pos() - other.field.pos()));
    }

    /** Whether the names do not say opposite things. */
    boolean mayBe(RenameCandidate other) {
        return !NameWords.areOpposites(words, other.words);
    }

    /** Whether one name holds the other. */
    boolean sounds(RenameCandidate other) {
        return Math.min(word.length(), other.word.length()) >= 3
                && (word.contains(other.word) || other.word.contains(word))
                && fits(other);
    }

    /** The same for types whose values could stand for each other. */
    private static String shapeOf(Schema schema) {
        LogicalType logicalType = schema.getLogicalType();
        if (logicalType != null) {
            return schema.getType() + ":" + logicalType.getName();
        }
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> schema.getType() + " " + schema.getName();
            case ARRAY -> "ARRAY of " + shapeOf(inner(schema.getElementType()));
            case MAP -> "MAP of " + shapeOf(inner(schema.getValueType()));
            case UNION -> "UNION of " + schema.getTypes().size();
            default -> schema.getType().toString();
        };
    }

    /** What stands beside null in a nullable type. */
    private static Schema inner(Schema schema) {
        if (schema.getType() == Schema.Type.UNION && schema.getTypes().size() == 2 && schema.isNullable()) {
            Schema first = schema.getTypes().get(0);
            return first.getType() == Schema.Type.NULL ? schema.getTypes().get(1) : first;
        }
        return schema;
    }
}
