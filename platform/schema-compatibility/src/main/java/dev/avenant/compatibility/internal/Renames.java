package dev.avenant.compatibility.internal;

import dev.avenant.text.NameWords;
import java.util.Collection;
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
 * Which field that only the reader has is one that only the writer has, under another name. An alias on either side
 * settles it, and so does a name of the same words. Names that are alike count where the types are, the position fits and
 * no other field is as near; anything else is a suspicion. Names that say opposite things are never paired.
 */
public final class Renames {
    private static final long MANY = 100_000;
    private static final long VERY_MANY = 1_000_000;
    private static final Set<String> NUMBERS = Set.of("INT", "LONG", "FLOAT", "DOUBLE");
    /** How much nearer than any other a field must be, on a scale of 0 to 1 for the name and to 0.1 for the position. */
    private static final double CLEARLY = 0.05;

    private Renames() {}

    /** How sure it is that a field was renamed. */
    public enum Confidence {
        /** An alias says so, or the words are the same. */
        CERTAIN,
        /** The names, the types and the positions are alike, and no other field comes near. */
        LIKELY,
        /** One stands where the other stood, and its values would fit. */
        SUSPECTED
    }

    /**
     * What a field was called.
     *
     * @param from the writer's field
     */
    public record Rename(Field from, Confidence confidence) {
        /** Whether it is more than a suspicion. */
        public boolean isCredible() {
            return confidence != Confidence.SUSPECTED;
        }
    }

    /** The writer's field for each of the reader's that looks renamed. */
    public static Map<Field, Rename> between(List<Field> onlyWritten, List<Field> onlyRead) {
        if (onlyWritten.isEmpty() || onlyRead.isEmpty()) {
            return Map.of();
        }
        Matching matching = new Matching(onlyWritten, onlyRead);
        matching.byAlias();
        matching.bySameWords();
        matching.byLikeness();
        matching.byWordInside();
        matching.byPositionAndShape();
        matching.byShapeAlone();
        return matching.renames;
    }

    /** A field with what it is compared by. */
    private record Candidate(Field field, String word, List<String> words, String shape) {
        static Candidate of(Field field) {
            return new Candidate(
                    field,
                    field.name().toLowerCase(Locale.ROOT).replace("_", ""),
                    NameWords.of(field.name()),
                    shapeOf(inner(field.schema())));
        }

        /** Whether the types are alike or two sizes of number. */
        boolean fits(Candidate other) {
            return shape.equals(other.shape) || (NUMBERS.contains(shape) && NUMBERS.contains(other.shape));
        }

        /** How near the name and the position are; 0 where the name is not. */
        double nearness(Candidate other) {
            double name = fits(other) ? NameWords.alike(words, other.words) : 0;
            return name == 0 ? 0 : name + 0.1 / (1 + Math.abs(field.pos() - other.field.pos()));
        }

        /** Whether the names do not say opposite things. */
        boolean mayBe(Candidate other) {
            return !NameWords.areOpposites(words, other.words);
        }

        /** Whether one name holds the other. */
        boolean sounds(Candidate other) {
            return Math.min(word.length(), other.word.length()) >= 3
                    && (word.contains(other.word) || other.word.contains(word))
                    && fits(other);
        }
    }

    private static final class Matching {
        private final Map<Field, Rename> renames = new HashMap<>();
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
                pair(from, to, Confidence.CERTAIN);
            }
        }

        void bySameWords() {
            Map<String, List<Candidate>> from = grouped(written, Candidate::word);
            Map<String, List<Candidate>> to = grouped(read, Candidate::word);
            to.forEach((word, candidates) -> {
                List<Candidate> rivals = from.getOrDefault(word, List.of());
                boolean clear = candidates.size() == 1 && rivals.size() == 1;
                for (int i = 0; i < Math.min(candidates.size(), rivals.size()); i++) {
                    pair(rivals.get(i), candidates.get(i), clear ? Confidence.CERTAIN : Confidence.SUSPECTED);
                }
            });
        }

        /** Those that are nearest to each other, and clearly nearer than to any other. */
        void byLikeness() {
            if ((long) written.size() * read.size() > MANY) {
                return;
            }
            Map<Candidate, Candidate> nearestRead = nearest(written.values(), read.values());
            Map<Candidate, Candidate> nearestWritten = nearest(read.values(), written.values());
            nearestWritten.forEach((to, from) -> {
                if (to.equals(nearestRead.get(from))) {
                    pair(from, to, Confidence.LIKELY);
                }
            });
        }

        private static Map<Candidate, Candidate> nearest(Collection<Candidate> of, Collection<Candidate> among) {
            Map<Candidate, Candidate> nearest = new LinkedHashMap<>();
            for (Candidate one : of) {
                double best = 0;
                double second = 0;
                @Nullable Candidate found = null;
                for (Candidate other : among) {
                    double nearness = one.nearness(other);
                    if (nearness > best) {
                        second = best;
                        best = nearness;
                        found = other;
                    } else {
                        second = Math.max(second, nearness);
                    }
                }
                if (found != null && best - second > CLEARLY) {
                    nearest.put(one, found);
                }
            }
            return nearest;
        }

        void byWordInside() {
            if ((long) written.size() * read.size() > VERY_MANY) {
                return;
            }
            for (Candidate to : List.copyOf(read.values())) {
                written.values().stream()
                        .filter(from -> from.sounds(to) && from.mayBe(to))
                        .findFirst()
                        .ifPresent(from -> pair(from, to, Confidence.SUSPECTED));
            }
        }

        void byPositionAndShape() {
            Map<Integer, Candidate> byPosition = new HashMap<>();
            written.values().forEach(from -> byPosition.put(from.field.pos(), from));
            for (Candidate to : List.copyOf(read.values())) {
                Candidate from = byPosition.get(to.field.pos());
                if (from != null && from.shape.equals(to.shape) && from.mayBe(to)) {
                    pair(from, to, Confidence.SUSPECTED);
                }
            }
        }

        /** What is the only one of its shape on both sides. */
        void byShapeAlone() {
            Map<String, List<Candidate>> from = grouped(written, Candidate::shape);
            Map<String, List<Candidate>> to = grouped(read, Candidate::shape);
            to.forEach((shape, candidates) -> {
                List<Candidate> rivals = from.getOrDefault(shape, List.of());
                if (candidates.size() == 1
                        && rivals.size() == 1
                        && rivals.get(0).mayBe(candidates.get(0))) {
                    pair(rivals.get(0), candidates.get(0), Confidence.SUSPECTED);
                }
            });
        }

        private static Map<String, List<Candidate>> grouped(
                Map<String, Candidate> fields, Function<Candidate, String> key) {
            return fields.values().stream()
                    .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
        }

        private void pair(@Nullable Candidate from, Candidate to, Confidence confidence) {
            if (from != null && written.remove(from.field.name(), from)) {
                renames.put(to.field, new Rename(from.field, confidence));
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
