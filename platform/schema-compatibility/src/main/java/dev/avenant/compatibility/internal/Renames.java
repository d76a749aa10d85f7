package dev.avenant.compatibility.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.jspecify.annotations.Nullable;

/**
 * Guesses which field that only the reader has is one that only the writer has, under another name. An alias on either
 * side settles it, and so does a name that differs in case or underscores only; otherwise the types must be alike, and the
 * names, or the positions, or that no other is in question.
 */
public final class Renames {
    private static final long MANY = 1_000_000;
    private static final Set<String> NUMBERS = Set.of("INT", "LONG", "FLOAT", "DOUBLE");

    private Renames() {}

    /** The writer's field for each of the reader's that looks renamed. */
    public static Map<Field, Field> between(List<Field> onlyWritten, List<Field> onlyRead) {
        if (onlyWritten.isEmpty() || onlyRead.isEmpty()) {
            return Map.of();
        }
        Matching matching = new Matching(onlyWritten, onlyRead);
        matching.byAlias();
        matching.byKey(Candidate::word);
        matching.byWordInside();
        matching.byKey(candidate -> candidate.field.pos() + candidate.shape);
        matching.byShapeAlone();
        return matching.renames;
    }

    /** A field with what it is compared by. */
    private record Candidate(Field field, String word, String shape) {
        static Candidate of(Field field) {
            return new Candidate(
                    field, field.name().toLowerCase(Locale.ROOT).replace("_", ""), shapeOf(inner(field.schema())));
        }

        /** Whether one name holds the other, and the types are alike or two sizes of number. */
        boolean sounds(Candidate other) {
            boolean holds = Math.min(word.length(), other.word.length()) >= 3
                    && (word.contains(other.word) || other.word.contains(word));
            return holds && (shape.equals(other.shape) || (NUMBERS.contains(shape) && NUMBERS.contains(other.shape)));
        }
    }

    private static final class Matching {
        private final Map<Field, Field> renames = new HashMap<>();
        private final Map<String, Candidate> written = new LinkedHashMap<>();
        private final Map<String, Candidate> read = new LinkedHashMap<>();

        Matching(List<Field> onlyWritten, List<Field> onlyRead) {
            onlyWritten.forEach(field -> written.put(field.name(), Candidate.of(field)));
            onlyRead.forEach(field -> read.put(field.name(), Candidate.of(field)));
        }

        void byAlias() {
            Map<String, Candidate> aliases = new HashMap<>();
            for (Candidate from : written.values()) {
                from.field.aliases().forEach(alias -> aliases.putIfAbsent(alias, from));
            }
            for (Candidate to : List.copyOf(read.values())) {
                Candidate from = aliases.get(to.field.name());
                for (String alias : to.field.aliases()) {
                    from = from == null ? written.get(alias) : from;
                }
                pair(from, to);
            }
        }

        void byKey(Function<Candidate, String> key) {
            Map<String, Candidate> byKey = new HashMap<>();
            written.values().forEach(from -> byKey.putIfAbsent(key.apply(from), from));
            for (Candidate to : List.copyOf(read.values())) {
                pair(byKey.get(key.apply(to)), to);
            }
        }

        void byWordInside() {
            if ((long) written.size() * read.size() > MANY) {
                return;
            }
            for (Candidate to : List.copyOf(read.values())) {
                pair(
                        written.values().stream()
                                .filter(from -> from.sounds(to))
                                .findFirst()
                                .orElse(null),
                        to);
            }
        }

        /** What is the only one of its shape on both sides. */
        void byShapeAlone() {
            Map<String, List<Candidate>> from =
                    written.values().stream().collect(Collectors.groupingBy(Candidate::shape));
            Map<String, List<Candidate>> to = read.values().stream().collect(Collectors.groupingBy(Candidate::shape));
            to.forEach((shape, candidates) -> {
                List<Candidate> rivals = from.getOrDefault(shape, List.of());
                if (candidates.size() == 1 && rivals.size() == 1) {
                    pair(rivals.get(0), candidates.get(0));
                }
            });
        }

        private void pair(@Nullable Candidate from, Candidate to) {
            if (from != null && written.remove(from.field.name(), from)) {
                renames.put(to.field, from.field);
                read.remove(to.field.name());
            }
        }
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
