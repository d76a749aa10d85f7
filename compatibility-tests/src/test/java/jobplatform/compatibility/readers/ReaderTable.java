package jobplatform.compatibility.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.finding.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What each reader does with each kind of change, made of the recorded vectors: the worst that any of them shows. */
final class ReaderTable {
    private final Map<String, Map<String, Cell>> byKind = new TreeMap<>();
    private final Map<String, Integer> vectors = new TreeMap<>();
    private final Set<String> readers = new LinkedHashSet<>();

    /**
     * One reader and one kind.
     *
     * @param vector the vector that shows the verdict
     * @param shown the reader's message, or what was written and read
     */
    record Cell(Verdict verdict, String vector, String shown) {}

    static ReaderTable of(List<Vector> all) {
        ReaderTable table = new ReaderTable();
        all.stream().filter(vector -> vector.also().isEmpty()).forEach(table::add);
        all.stream().filter(vector -> !vector.also().isEmpty()).forEach(table::add);
        return table;
    }

    private void add(Vector vector) {
        vectors.merge(vector.kind(), 1, Integer::sum);
        readers.addAll(vector.outcomes().keySet());
        Map<String, Cell> cells = byKind.computeIfAbsent(vector.kind(), kind -> new LinkedHashMap<>());
        for (String reader : vector.outcomes().keySet()) {
            verdict(vector, reader)
                    .filter(verdict -> !isOfAnotherKind(vector, reader, verdict))
                    .ifPresent(verdict -> {
                        Cell known = cells.get(reader);
                        if (known == null || verdict.compareTo(known.verdict()) > 0) {
                            cells.put(reader, new Cell(verdict, vector.id(), shown(vector, reader)));
                        }
                    });
        }
    }

    /** Whether what the reader does is known of another kind of change that the vector cannot do without. */
    private boolean isOfAnotherKind(Vector vector, String reader, Verdict verdict) {
        return verdict != Verdict.SAFE
                && vector.also().stream()
                        .flatMap(kind -> cell(kind, reader).stream())
                        .anyMatch(cell -> cell.verdict().compareTo(verdict) >= 0);
    }

    /** What a vector says of a reader; empty when it fails on the writer's own schema too, which no change is to blame for. */
    static Optional<Verdict> verdict(Vector vector, String reader) {
        ObjectNode outcome = vector.outcomes().get(reader);
        if (outcome == null || outcome.has("unchanged")) {
            return Optional.empty();
        }
        if (outcome.has("error")) {
            return Optional.of(Verdict.BREAKS);
        }
        JsonNode expected = vector.expected();
        boolean tellsBranches = !reader.startsWith("python-");
        return Optional.of(
                expected != null && Meaning.same(expected, outcome.get("value"), vector.reader(), tellsBranches)
                        ? Verdict.SAFE
                        : Verdict.CORRUPTS);
    }

    private static String shown(Vector vector, String reader) {
        ObjectNode outcome = Objects.requireNonNull(vector.outcomes().get(reader), reader);
        return outcome.has("error")
                ? outcome.get("error").textValue()
                : "wrote " + vector.json().get("value") + ", read " + outcome.get("value");
    }

    List<String> kinds() {
        return List.copyOf(byKind.keySet());
    }

    /** In the order of their names, and each library's releases in theirs. */
    List<String> readers() {
        List<String> order = List.of("java", "avenant", "python", "avsc", "avro", "c");
        List<String> sorted = new ArrayList<>(readers);
        sorted.sort(Comparator.<String>comparingInt(reader -> order.indexOf(reader.split("-", 2)[0]))
                .thenComparing(Comparator.naturalOrder()));
        return sorted;
    }

    int vectorsOf(String kind) {
        return vectors.getOrDefault(kind, 0);
    }

    Optional<Cell> cell(String kind, String reader) {
        return Optional.ofNullable(byKind.getOrDefault(kind, Map.of()).get(reader));
    }
}
