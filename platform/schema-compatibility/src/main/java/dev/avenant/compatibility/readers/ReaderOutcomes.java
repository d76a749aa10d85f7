package dev.avenant.compatibility.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.finding.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What each reader was seen to do with each kind of change: the table that is made of the recorded test vectors. */
final class ReaderOutcomes {
    private static final String RESOURCE = "reader-outcomes.json";

    private final List<String> readers;
    private final Map<String, Map<String, Outcome>> byKind;

    private ReaderOutcomes(List<String> readers, Map<String, Map<String, Outcome>> byKind) {
        this.readers = List.copyOf(readers);
        this.byKind = byKind;
    }

    /**
     * The worst that a reader did with a kind of change.
     *
     * @param vector the recorded vector that shows it; empty text when the reader kept every value
     * @param shown the reader's message, or what it read; empty text when the reader kept every value
     */
    record Outcome(Verdict verdict, String vector, String shown) {
        static final Outcome KEPT = new Outcome(Verdict.SAFE, "", "");
    }

    /** The recorded table. */
    static ReaderOutcomes recorded() {
        return Recorded.TABLE;
    }

    /** The recorded readers, such as {@code java-1.12.2}. */
    List<String> readers() {
        return readers;
    }

    Outcome of(ChangeKind kind, String reader) {
        return byKind.getOrDefault(kind.id(), Map.of()).getOrDefault(reader, Outcome.KEPT);
    }

    private static ReaderOutcomes read() {
        try (InputStream in = Objects.requireNonNull(ReaderOutcomes.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            JsonNode table = new ObjectMapper().readTree(in);
            List<String> readers = new ArrayList<>();
            table.get("readers").forEach(reader -> readers.add(reader.textValue()));
            Map<String, Map<String, Outcome>> byKind = new HashMap<>();
            table.get("kinds").properties().forEach(kind -> {
                Map<String, Outcome> byReader = new HashMap<>();
                kind.getValue()
                        .properties()
                        .forEach(reader -> byReader.put(reader.getKey(), outcome(reader.getValue())));
                byKind.put(kind.getKey(), byReader);
            });
            return new ReaderOutcomes(readers, byKind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome outcome(JsonNode json) {
        return new Outcome(
                Verdict.valueOf(json.get("verdict").textValue()),
                json.get("vector").textValue(),
                json.get("shown").textValue());
    }

    /** Read when it is first needed. */
    private static final class Recorded {
        private static final ReaderOutcomes TABLE = read();

        private Recorded() {}
    }
}
