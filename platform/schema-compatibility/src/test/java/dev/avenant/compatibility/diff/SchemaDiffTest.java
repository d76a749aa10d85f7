package dev.avenant.compatibility.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class SchemaDiffTest {
    @Test
    void saysEachChangeInTheWordsOfTheSchema() {
        // Given
        ComparedSchema before = schema("v1.avsc", """
            {"type": "record", "namespace": "shop", "name": "Order", "doc": "An order.", "fields": [
              {"name": "id", "type": "string"},
              {"name": "mail", "type": "string", "default": ""},
              {"name": "count", "type": "int", "default": 0},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"], "default": "A"}},
              {"name": "paidAt", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}]},
              {"name": "note", "type": "string"}
            ]}\
            """);
        ComparedSchema after = schema("v2.avsc", """
            {"type": "record", "namespace": "shop", "name": "Order", "doc": "What was ordered.", "fields": [
              {"name": "id", "type": ["null", "string"], "doc": "It."},
              {"name": "email", "type": "string", "default": "", "aliases": ["mail"], "tags": ["PII"]},
              {"name": "count", "type": "long", "default": 1},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "C"], "default": "A"}},
              {"name": "paidAt", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
              {"name": "vat", "type": ["null", "double"], "default": null}
            ]}\
            """);

        // When
        SchemaDiff diff = SchemaDiff.between(before, after);

        // Then
        assertThat(diff.changes())
                .extracting(Change::toString)
                .containsExactly(
                        "doc /: An order. → What was ordered.",
                        "doc /id: It.",
                        "renamed /email: mail → email",
                        "aliases /email: [] → [mail]",
                        "property /email: tags [PII]",
                        "default /count: 0 → 1",
                        "added /vat: nullable double, default null",
                        "removed /note: string",
                        "widened /id: string → nullable string",
                        "widened /count: int → long",
                        "added /kind: symbol C",
                        "removed /kind: symbol B",
                        "type /paidAt: nullable timestamp-millis (long) → nullable timestamp-micros (long)");
        assertThat(diff.changes().get(5).oldLocation()).hasToString("v1.avsc:4:3");
        assertThat(diff.changes().get(5).newLocation()).hasToString("v2.avsc:4:3");
    }

    @Test
    void saysWhatEachLevelThinksOfIt() {
        // Given
        ComparedSchema before = schema("v1.avsc", """
            {"type": "record", "name": "a.R", "fields": [{"name": "x", "type": "int"}]}\
            """);
        ComparedSchema after = schema("v2.avsc", """
            {"type": "record", "name": "a.R", "fields": [{"name": "x", "type": "long"}]}\
            """);

        // When
        SchemaDiff diff = SchemaDiff.between(before, after);

        // Then
        assertThat(diff.verdicts())
                .containsEntry(CompatibilityLevel.NONE, Verdict.SAFE)
                .containsEntry(CompatibilityLevel.BACKWARD, Verdict.SAFE)
                .containsEntry(CompatibilityLevel.BACKWARD_TRANSITIVE, Verdict.SAFE)
                .containsEntry(CompatibilityLevel.FORWARD, Verdict.BREAKS)
                .containsEntry(CompatibilityLevel.FORWARD_TRANSITIVE, Verdict.BREAKS)
                .containsEntry(CompatibilityLevel.FULL, Verdict.BREAKS)
                .containsEntry(CompatibilityLevel.FULL_TRANSITIVE, Verdict.BREAKS);
    }

    @Test
    void findsNothingBetweenASchemaAndItself() {
        // Given
        ComparedSchema schema = schema("v1.avsc", """
            {"type": "record", "name": "a.Node", "fields": [
              {"name": "next", "type": ["null", "a.Node"], "default": null},
              {"name": "all", "type": {"type": "map", "values": {"type": "array", "items": "a.Node"}}}]}\
            """);

        // When and then
        assertThat(SchemaDiff.between(schema, schema).changes()).isEmpty();
    }

    private static ComparedSchema schema(String file, String text) {
        return ComparedSchema.of(SchemaSource.parse(file, text), List.of(), List.of());
    }
}
