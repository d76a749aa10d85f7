package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.compatibility.lint.LintRule;
import dev.avenant.compatibility.lint.LintRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RulesDocumentedTest {
    private static final Path GUIDE = Path.of("../../docs/compatibility.md");

    @Test
    void listsEveryRuleWithWhatItIsAndNoOther() throws IOException {
        // Given
        List<String> rows = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            rows.add("| `" + rule.id() + "` | " + rule.category() + " | " + rule.effect() + " | " + rule.summary()
                    + " |");
        }
        for (LintRule rule : LintRules.ALL) {
            rows.add("| `" + rule.id() + "` | " + rule.category() + " | "
                    + rule.severity().name().toLowerCase(Locale.ROOT) + " | " + rule.purpose() + " |");
        }

        // When
        List<String> documented = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.matches("\\| `[a-z-]+` \\| [A-Z]+ \\| .*"))
                .toList();

        // Then
        assertThat(documented).containsExactlyElementsOf(rows);
    }
}
