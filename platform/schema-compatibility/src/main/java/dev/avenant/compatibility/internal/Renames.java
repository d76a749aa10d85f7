package dev.avenant.compatibility.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema.Field;
import org.jspecify.annotations.Nullable;

/**
 * Which field that only the reader has is one that only the writer has, under another name. An alias on either side
 * settles it, and so does a name of the same words. Names that are alike count where the types are, the position fits and
 * no other field is as near. What merely stands where another stood is never called a rename. Names that say opposite
 * things are never paired.
 */
public final class Renames {
    private static final long MANY = 100_000;
    private static final long VERY_MANY = 1_000_000;
    /** How much nearer than any other a field must be, on a scale of 0 to 1 for the name and to 0.1 for the position. */
    private static final double CLEARLY = 0.05;

    private Renames() {}

    /** How sure it is that a field was renamed. */
    public enum Confidence {
        /** An alias says so, or the words are the same. */
        CERTAIN,
        /** The names, the types and the positions are alike, and no other field comes near. */
        LIKELY,
        /**
         * The one stands between the same fields as the other did, and has its name inside its own or is the only new one
         * of its type where the other is the only one that is gone; or as many of one type are new there as are gone; or
         * several have the same words.
         */
        POSSIBLE,
        /** The values would fit and no more is known: enough to be careful with a fix, not enough for a finding. */
        VAGUE
    }

    /**
     * What a field was called.
     *
     * @param from the writer's field
     */
    public record Rename(Field from, Confidence confidence) {
        /** Whether it may be called a rename. */
        public boolean isCredible() {
            return confidence == Confidence.CERTAIN || confidence == Confidence.LIKELY;
        }

        /** Whether the reader's field takes the place of the writer's, renamed or not. */
        public boolean isInPlace() {
            return confidence != Confidence.VAGUE;
        }
    }

    /**
     * The writer's field for each of the reader's that could be it under another name.
     *
     * @param written all fields of the writer, in their order
     * @param read all fields of the reader, in their order
     */
    public static Map<Field, Rename> between(List<Field> written, List<Field> read) {
        Set<String> writtenNames = names(written);
        Set<String> readNames = names(read);
        // most changes only add fields or only remove some
        if (readNames.containsAll(writtenNames) || writtenNames.containsAll(readNames)) {
            return Map.of();
        }
        Matching matching = new Matching(
                RenameCandidate.notAmong(readNames, written), RenameCandidate.notAmong(writtenNames, read));
        matching.byAlias();
        matching.bySameWords();
        matching.byLikeness();
        matching.byWordInside(RenameCandidate::standsWhere, Confidence.POSSIBLE);
        matching.byShapeAlone(RenameCandidate::standsWhere, Confidence.POSSIBLE);
        matching.byOrderInPlace();
        matching.byWordInside((from, to) -> true, Confidence.VAGUE);
        matching.byPositionAndShape();
        matching.byShapeAlone((from, to) -> true, Confidence.VAGUE);
        return matching.renames;
    }

    private static Set<String> names(List<Field> fields) {
        Set<String> names = new HashSet<>();
        fields.forEach(field -> names.add(field.name()));
        return names;
    }

    private static final class Matching {
        private final Map<Field, Rename> renames = new HashMap<>();
        private final Map<String, RenameCandidate> written = new LinkedHashMap<>();
        private final Map<String, RenameCandidate> read = new LinkedHashMap<>();

        Matching(List<RenameCandidate> onlyWritten, List<RenameCandidate> onlyRead) {
            onlyWritten.forEach(candidate -> written.put(candidate.name(), candidate));
            onlyRead.forEach(candidate -> read.put(candidate.name(), candidate));
        }

        void byAlias() {
            Map<String, RenameCandidate> aliases = new HashMap<>();
            for (RenameCandidate from : written.values()) {
                from.field().aliases().forEach(alias -> aliases.putIfAbsent(alias, from));
            }
            for (RenameCandidate to : List.copyOf(read.values())) {
                RenameCandidate from = aliases.get(to.name());
                for (String alias : to.field().aliases()) {
                    from = from == null ? written.get(alias) : from;
                }
                pair(from, to, Confidence.CERTAIN);
            }
        }

        void bySameWords() {
            Map<String, List<RenameCandidate>> from = grouped(written, RenameCandidate::word);
            Map<String, List<RenameCandidate>> to = grouped(read, RenameCandidate::word);
            to.forEach((word, candidates) -> {
                List<RenameCandidate> rivals = from.getOrDefault(word, List.of());
                boolean clear = candidates.size() == 1 && rivals.size() == 1;
                for (int i = 0; i < Math.min(candidates.size(), rivals.size()); i++) {
                    pair(rivals.get(i), candidates.get(i), clear ? Confidence.CERTAIN : Confidence.POSSIBLE);
                }
            });
        }

        /** Those that are nearest to each other, and clearly nearer than to any other. */
        void byLikeness() {
            if ((long) written.size() * read.size() > MANY) {
                return;
            }
            Map<RenameCandidate, RenameCandidate> nearestRead = nearest(written.values(), read.values());
            Map<RenameCandidate, RenameCandidate> nearestWritten = nearest(read.values(), written.values());
            nearestWritten.forEach((to, from) -> {
                if (to.equals(nearestRead.get(from))) {
                    pair(from, to, Confidence.LIKELY);
                }
            });
        }

        private static Map<RenameCandidate, RenameCandidate> nearest(
                Collection<RenameCandidate> of, Collection<RenameCandidate> among) {
            Map<RenameCandidate, RenameCandidate> nearest = new LinkedHashMap<>();
            for (RenameCandidate one : of) {
                double best = 0;
                double second = 0;
                @Nullable RenameCandidate found = null;
                for (RenameCandidate other : among) {
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

        void byWordInside(BiPredicate<RenameCandidate, RenameCandidate> where, Confidence confidence) {
            if ((long) written.size() * read.size() > VERY_MANY) {
                return;
            }
            for (RenameCandidate to : List.copyOf(read.values())) {
                written.values().stream()
                        .filter(from -> from.sounds(to) && from.mayBe(to) && where.test(from, to))
                        .findFirst()
                        .ifPresent(from -> pair(from, to, confidence));
            }
        }

        void byPositionAndShape() {
            Map<Integer, RenameCandidate> byPosition = new HashMap<>();
            written.values().forEach(from -> byPosition.put(from.field().pos(), from));
            for (RenameCandidate to : List.copyOf(read.values())) {
                RenameCandidate from = byPosition.get(to.field().pos());
                if (from != null && from.shape().equals(to.shape()) && from.mayBe(to)) {
                    pair(from, to, Confidence.VAGUE);
                }
            }
        }

        /** What is the only one of its shape on both sides. */
        void byShapeAlone(BiPredicate<RenameCandidate, RenameCandidate> where, Confidence confidence) {
            Map<String, List<RenameCandidate>> from = grouped(written, RenameCandidate::shape);
            Map<String, List<RenameCandidate>> to = grouped(read, RenameCandidate::shape);
            to.forEach((shape, candidates) -> {
                List<RenameCandidate> rivals = from.getOrDefault(shape, List.of());
                if (candidates.size() == 1
                        && rivals.size() == 1
                        && rivals.get(0).mayBe(candidates.get(0))
                        && where.test(rivals.get(0), candidates.get(0))) {
                    pair(rivals.get(0), candidates.get(0), confidence);
                }
            });
        }

        /** What of one shape stands between the same fields, in its order, as many on both sides. */
        void byOrderInPlace() {
            Map<Place, List<RenameCandidate>> from = grouped(written, Place::of);
            Map<Place, List<RenameCandidate>> to = grouped(read, Place::of);
            to.forEach((place, candidates) -> {
                List<RenameCandidate> rivals = from.getOrDefault(place, List.of());
                for (int i = 0; candidates.size() == rivals.size() && i < candidates.size(); i++) {
                    if (rivals.get(i).mayBe(candidates.get(i))) {
                        pair(rivals.get(i), candidates.get(i), Confidence.POSSIBLE);
                    }
                }
            });
        }

        private record Place(String after, String before, String shape) {
            static Place of(RenameCandidate candidate) {
                return new Place(candidate.after(), candidate.before(), candidate.shape());
            }
        }

        private static <K> Map<K, List<RenameCandidate>> grouped(
                Map<String, RenameCandidate> fields, Function<RenameCandidate, K> key) {
            return fields.values().stream()
                    .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
        }

        private void pair(@Nullable RenameCandidate from, RenameCandidate to, Confidence confidence) {
            if (from != null && written.remove(from.name(), from)) {
                renames.put(to.field(), new Rename(from.field(), confidence));
                read.remove(to.name());
            }
        }
    }
}
