package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import dev.avenant.schema.SchemaSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class InvalidSchemaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'long', 'logicalType': 'timestamp-milis'|\"timestamp-milis\" is ignored by Avro: there is none of that"
                        + " name.|",
                "'string', 'logicalType': 'email'|\"email\" is ignored by Avro: there is none of that name.|What only"
                        + " your own code reads can be a property of another name.",
                "'string', 'logicalType': 'date'|\"date\" is ignored by Avro: it stands on int and not on string.|It has"
                        + " a meaning on int alone.",
                "'string', 'logicalType': 'uuid', 'avro.java.string': 'String'|\"uuid\" is ignored by Avro: it cannot"
                        + " stand beside avro.java.string.|Remove avro.java.string.",
                "'fixed', 'name': 'F', 'size': 12, 'logicalType': 'uuid'|\"uuid\" is ignored by Avro: it stands on"
                        + " string or fixed(16) and not on fixed(12).|It has a meaning on string or fixed(16) alone.",
                "'bytes', 'logicalType': 'decimal'|\"decimal\" is ignored by Avro: it has no precision.|Correct"
                        + " precision and scale.",
                "'bytes', 'logicalType': 'decimal', 'precision': 2, 'scale': 4|\"decimal\" is ignored by Avro: its"
                        + " scale is 4 and must be 0 to its precision, which is 2.|Correct precision and scale.",
                "'bytes', 'logicalType': 'decimal', 'precision': '2'|\"decimal\" is ignored by Avro: its precision is 2"
                        + " and no number.|Correct precision and scale.",
                "'fixed', 'name': 'F', 'size': 2, 'logicalType': 'decimal', 'precision': 9|\"decimal\" is ignored by"
                        + " Avro: its precision is 9, which does not fit into the 2 bytes of F.|Correct precision and"
                        + " scale."
            })
    void saysWhyALogicalTypeIsIgnored(String type, String message, String suggestion) {
        // Given
        ComparedSchema schema = schema("{'type': " + type + "}");

        // When
        List<Finding> findings = SchemaValidity.check(schema);

        // Then
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("logical-type-ignored");
            assertThat(finding.message()).isEqualTo("The logical type " + message);
            assertThat(finding.suggestion()).isEqualTo(suggestion);
        });
    }

    @Test
    void doesNotMissABranchThatIsThereWhenNothingCanBeRenamed() {
        // Given
        String branches =
                "{'name': 'u', 'type': [{'type': 'record', 'name': 'A', 'fields': [{'name': 'a', 'type': 'int'%s}]},"
                        + " {'type': 'record', 'name': 'B', 'fields': [{'name': 'n', 'type': 'long', 'default': %s}]}]}";
        ComparedSchema older = record(branches.formatted("", "'-1'"));
        ComparedSchema newer = record(branches.formatted(", 'aliases': ['z']", "-1"));

        // When
        Comparison comparison = SchemaComparison.compare(older, newer, ComparisonSettings.THOROUGH);

        // Then
        assertThat(comparison.backward().findings())
                .filteredOn(finding -> finding.effect() == Verdict.BREAKS)
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).startsWith("Avro's reader cannot rename what the writer wrote"));
    }

    @Test
    void tellsWhatIsWrongWithTheOldVersionApartFromTheNew() {
        // Given
        ComparedSchema older = schema("{'type': 'long', 'logicalType': 'timestamp-milis'}");
        ComparedSchema newer = schema("{'type': 'long', 'logicalType': 'timestamp-millis'}");

        // When
        Comparison comparison = SchemaComparison.compare(older, newer, ComparisonSettings.THOROUGH);

        // Then
        assertThat(comparison.invalid()).isEmpty();
        assertThat(comparison.invalidBefore()).singleElement().satisfies(finding -> {
            assertThat(finding.oldLocation()).hasToString("s.avsc:1:1");
            assertThat(finding.newLocation()).isNull();
        });
    }

    @Test
    void listsADefaultOnWhichAvroNeverEnds() {
        // Given
        String record = "{'type': 'record', 'name': 'a.R', 'fields': [{'name': 'r', 'type': ['null', 'a.R']%s}]}";

        // When
        Comparison comparison = SchemaComparison.compare(
                schema(record.formatted("")),
                schema(record.formatted(", 'default': 'none'")),
                ComparisonSettings.THOROUGH);

        // Then
        assertThat(comparison.invalid())
                .singleElement()
                .extracting(Finding::message)
                .isEqualTo("The default of a.R.r expands to more than 100000 values, or never ends.");
    }

    private static ComparedSchema schema(String json) {
        return ComparedSchema.of(SchemaSource.parse("s.avsc", json.replace('\'', '"')), List.of(), List.of());
    }

    private static ComparedSchema record(String field) {
        return schema("{'type': 'record', 'name': 'R', 'fields': [" + field + "]}");
    }
}
