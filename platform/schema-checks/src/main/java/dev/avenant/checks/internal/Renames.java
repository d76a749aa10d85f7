package dev.avenant.checks.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/**
 * Guesses which field that only the reader has is one that only the writer has, under another name. An alias on either
 * side settles it; otherwise the types must be alike, and the names, or the positions, or that no other is in question.
 */
public final class Renames {
    private Renames() {}

    /** The writer's field for each of the reader's that looks renamed. */
    public static Map<Field, Field> between(List<Field> onlyWritten, List<Field> onlyRead) {
        Map<Field, Field> renames = new HashMap<>();
        if (onlyWritten.isEmpty() || onlyRead.isEmpty()) {
            return renames;
        }
        List<Field> written = new ArrayList<>(onlyWritten);
        List<Field> read = new ArrayList<>(onlyRead);
        match(written, read, renames, Renames::aliased);
        match(written, read, renames, (from, to) -> alike(from.schema(), to.schema()) && sameWord(from, to));
        match(written, read, renames, (from, to) -> alike(from.schema(), to.schema()) && from.pos() == to.pos());
        for (Field to : List.copyOf(read)) {
            List<Field> candidates = written.stream()
                    .filter(from -> alike(from.schema(), to.schema()))
                    .toList();
            long rivals = read.stream()
                    .filter(other -> alike(other.schema(), to.schema()))
                    .count();
            if (candidates.size() == 1 && rivals == 1) {
                renames.put(to, candidates.get(0));
                written.remove(candidates.get(0));
                read.remove(to);
            }
        }
        return renames;
    }

    private interface Likeness {
        boolean test(Field from, Field to);
    }

    private static void match(List<Field> written, List<Field> read, Map<Field, Field> renames, Likeness likeness) {
        if ((long) written.size() * read.size() > 1_000_000) {
            return;
        }
        for (Field to : List.copyOf(read)) {
            for (Field from : written) {
                if (likeness.test(from, to)) {
                    renames.put(to, from);
                    written.remove(from);
                    read.remove(to);
                    break;
                }
            }
        }
    }

    private static boolean aliased(Field from, Field to) {
        return from.aliases().contains(to.name()) || to.aliases().contains(from.name());
    }

    private static boolean sameWord(Field from, Field to) {
        String a = plain(from.name());
        String b = plain(to.name());
        return a.equals(b) || (Math.min(a.length(), b.length()) >= 3 && (a.contains(b) || b.contains(a)));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Whether values of one could stand for values of the other. */
    private static boolean alike(Schema from, Schema to) {
        Schema a = inner(from);
        Schema b = inner(to);
        if (a.getType() != b.getType()) {
            return false;
        }
        LogicalType logicalA = a.getLogicalType();
        LogicalType logicalB = b.getLogicalType();
        String nameA = logicalA == null ? "" : logicalA.getName();
        String nameB = logicalB == null ? "" : logicalB.getName();
        if (!nameA.equals(nameB)) {
            return false;
        }
        return switch (a.getType()) {
            case RECORD, ENUM, FIXED -> a.getName().equals(b.getName());
            case ARRAY -> alike(a.getElementType(), b.getElementType());
            case MAP -> alike(a.getValueType(), b.getValueType());
            case UNION -> a.getTypes().size() == b.getTypes().size();
            default -> true;
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
