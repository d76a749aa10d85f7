package dev.avenant.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleIdsDocumentedTest {
    private static final Pattern REPORTED =
            Pattern.compile("\\n {16,40}\"([a-z]+(?:-[a-z]+)+)\",\\n|\\(\"([a-z]+(?:-[a-z]+)+)\", ");

    @Test
    void listsEveryRuleOfTheFilesInTheGuide() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../../docs/contracts.md"))) {
            Matcher row =
                    Pattern.compile("\\| `([a-z-]+)` \\| (error|warn) \\| .*").matcher(line);
            if (row.matches()) {
                documented.add(row.group(1));
            }
        }

        assertThat(documented).isEqualTo(new TreeSet<>(RuleIds.OF_FILES));
    }

    @Test
    void knowsEveryRuleThatTheFilesAreReportedWith() throws IOException {
        Set<String> reported = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/avenant/contracts"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (!source.endsWith("RuleIds.java")) {
                    REPORTED.matcher(Files.readString(source))
                            .results()
                            .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                            .forEach(reported::add);
                }
            }
        }

        reported.add("unreleased"); // a single word, which the pattern would find everywhere
        assertThat(reported).isEqualTo(new TreeSet<>(RuleIds.OF_FILES));
    }
}
