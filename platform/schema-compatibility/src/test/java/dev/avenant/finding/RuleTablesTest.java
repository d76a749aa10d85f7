package dev.avenant.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class RuleTablesTest {
    private static final Path DOCUMENTS = Path.of("../../docs");
    private static final String COMMAND = "./mvnw -pl platform/schema-compatibility -am test -Dtest=RuleTablesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Davenant.documents.write=true";

    @ParameterizedTest
    @ValueSource(strings = {"compatibility.md", "contracts.md", "readers.md"})
    void findsTheTablesOfTheDocumentUpToDate(String document) throws IOException {
        // Given
        Path file = DOCUMENTS.resolve(document);
        String written = Files.readString(file);

        // When
        String updated = RuleTables.updated(written);
        if (Boolean.getBoolean("avenant.documents.write")) {
            Files.writeString(file, updated);
            written = updated;
        }

        // Then
        assertThat(written)
                .as("the tables of rules in docs/%s; write them anew with: %s", document, COMMAND)
                .isEqualTo(updated);
    }

    @Test
    void showsEachFamilyOnceAndSaysHowTheTablesAreWritten() throws IOException {
        String documents = Files.readString(DOCUMENTS.resolve("compatibility.md"))
                + Files.readString(DOCUMENTS.resolve("readers.md"))
                + Files.readString(DOCUMENTS.resolve("contracts.md"));

        List<String> families = new ArrayList<>();
        Matcher family = Pattern.compile("<!-- rules: (\\w+) -->").matcher(documents);
        while (family.find()) {
            families.add(family.group(1));
        }
        assertThat(families)
                .containsExactlyInAnyOrder(
                        "CompatibilityRule", "IcebergRule", "SchemaRule", "LintRule", "ContractRule");
        assertThat(documents).contains(COMMAND);
    }
}
