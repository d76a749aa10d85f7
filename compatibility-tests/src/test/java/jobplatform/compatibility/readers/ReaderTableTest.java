package jobplatform.compatibility.readers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.compatibility.readers.ChangeKind;
import dev.avenant.finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gate's table of readers, and the document's, are what the recorded vectors say. */
@Tag("fast")
class ReaderTableTest {
    private static final Path RESOURCE = Path.of("../platform/schema-compatibility/src/main/resources/dev/avenant"
            + "/compatibility/readers/reader-outcomes.json");
    private static final Path DOCUMENT = Path.of("../docs/readers.md");
    private static final String COMMAND = "./mvnw -pl compatibility-tests -am test -Dtest=ReaderTableTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Davenant.documents.write=true";
    private static final Pattern TABLE =
            Pattern.compile("<!-- readers -->\\n(.*?)<!-- end of readers -->", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReaderTable table = ReaderTable.of(Vector.all());

    @Test
    void isWhatTheGateJudgesBy() throws IOException {
        String made = resource();
        if (Boolean.getBoolean("avenant.documents.write")) {
            Files.createDirectories(RESOURCE.getParent());
            Files.writeString(RESOURCE, made);
        }

        assertThat(Files.readString(RESOURCE))
                .as("the outcomes that the gate judges by; write them anew with: %s", COMMAND)
                .isEqualTo(made);
    }

    @Test
    void isWhatTheDocumentShows() throws IOException {
        String written = Files.readString(DOCUMENT);
        String updated = TABLE.matcher(written)
                .replaceAll(Matcher.quoteReplacement(
                        "<!-- readers -->\n" + String.join("\n", document()) + "\n<!-- end of readers -->"));
        if (Boolean.getBoolean("avenant.documents.write")) {
            Files.writeString(DOCUMENT, updated);
            written = updated;
        }

        assertThat(written)
                .as("the table of docs/readers.md; write it anew with: %s", COMMAND)
                .isEqualTo(updated)
                .contains(COMMAND)
                .contains("<!-- readers -->");
    }

    @Test
    void hasVectorsForEachKindThatTheGateLooksForAndNoKindWithoutOneThatAReaderMinds() {
        Map<String, ChangeKind> known =
                Arrays.stream(ChangeKind.values()).collect(Collectors.toMap(ChangeKind::id, Function.identity()));
        Set<String> unjudged =
                table.kinds().stream().filter(kind -> !known.containsKey(kind)).collect(Collectors.toSet());

        assertThat(table.kinds()).containsAll(known.keySet());
        assertThat(unjudged)
                .as("kinds that the gate does not look for by themselves")
                .containsExactlyInAnyOrder(
                        // every reader keeps every value
                        "unchanged",
                        "fields-reordered",
                        "enum-symbol-added",
                        "made-nullable",
                        "union-grown",
                        "union-reordered",
                        "union-branch-promotes",
                        "decimal-precision-grows",
                        // found by Java's rules, which is what the gate tells for all
                        "alias-collides",
                        "plain-read-as-logical-type",
                        "logical-type-dropped",
                        "time-read-otherwise");
    }

    private String resource() throws IOException {
        ObjectNode kinds = JSON.createObjectNode();
        for (String kind : table.kinds()) {
            ObjectNode cells = JSON.createObjectNode();
            for (String reader : table.readers()) {
                table.cell(kind, reader)
                        .filter(cell -> cell.verdict() != Verdict.SAFE)
                        .ifPresent(cell -> cells.putObject(reader)
                                .put("verdict", cell.verdict().name())
                                .put("vector", cell.vector())
                                .put("shown", cell.shown()));
            }
            if (!cells.isEmpty()) {
                kinds.set(kind, cells);
            }
        }
        ObjectNode resource = JSON.createObjectNode();
        resource.set("readers", JSON.valueToTree(table.readers()));
        resource.set("kinds", kinds);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(resource) + "\n";
    }

    private List<String> document() {
        Map<String, String> what =
                Arrays.stream(ChangeKind.values()).collect(Collectors.toMap(ChangeKind::id, ChangeKind::what));
        List<String> lines = new ArrayList<>();
        lines.add("| kind of change | vectors | "
                + String.join(
                        " | ",
                        table.readers().stream()
                                .map(reader -> reader.replace('-', ' '))
                                .toList()) + " |");
        lines.add("|---|---|" + "---|".repeat(table.readers().size()));
        for (String kind : table.kinds()) {
            List<String> cells = new ArrayList<>();
            for (String reader : table.readers()) {
                cells.add(table.cell(kind, reader)
                        .map(cell -> word(cell.verdict()))
                        .orElse("–"));
            }
            String about = what.containsKey(kind) ? ": " + what.get(kind) : "";
            lines.add("| `" + kind + "`" + about + " | " + table.vectorsOf(kind) + " | " + String.join(" | ", cells)
                    + " |");
        }
        return lines;
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case SAFE -> "reads";
            case CORRUPTS -> "**other**";
            case BREAKS -> "**refuses**";
        };
    }
}
