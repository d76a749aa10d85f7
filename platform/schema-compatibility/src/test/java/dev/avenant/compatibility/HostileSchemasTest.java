package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Schemas made to make a comparison fail or never end; each has a minute, far more than it needs. */
@Tag("fast")
@Timeout(60)
class HostileSchemasTest {
    @Test
    void comparesAChainOfTenThousandRecords() {
        // Given
        Schema before = chain(10_000, "int");
        Schema after = chain(10_000, "string");

        // When
        Comparison comparison = SchemaComparison.compare(before, after);

        // Then
        assertThat(comparison.backward().verdict()).isEqualTo(Verdict.BREAKS);
        assertThat(comparison.backward().findings()).extracting(Finding::ruleId).containsExactly("type-changed");
    }

    @Test
    void comparesTenThousandFields() {
        // Given
        Schema before = wide(10_000, 0);
        Schema after = wide(10_000, 1);

        // When
        Comparison comparison = SchemaComparison.compare(before, after);

        // Then
        assertThat(comparison.backward().verdict()).isEqualTo(Verdict.SAFE);
        assertThat(comparison.forward().verdict()).isEqualTo(Verdict.SAFE);
    }

    @Test
    void comparesTwoCyclesWhoseLengthsHaveNoCommonDivisor() {
        // When
        Comparison comparison = SchemaComparison.compare(cycle(101), cycle(103));

        // Then
        assertThat(comparison.backward().verdict()).isNotNull();
    }

    @Test
    void comparesARecordThatDoublesAtEachLevel() {
        // When
        Comparison comparison = SchemaComparison.compare(doubling(40, "int", ""), doubling(40, "long", ""));

        // Then
        assertThat(comparison.backward().verdict()).isEqualTo(Verdict.SAFE);
        assertThat(comparison.forward().verdict()).isEqualTo(Verdict.BREAKS);
    }

    @Test
    void refusesADefaultThatDoublesAtEachLevel() {
        // When
        Comparison comparison =
                SchemaComparison.compare(doubling(1, "int", ""), doubling(40, "int", ", \"default\": {}"));

        // Then
        assertThat(comparison.backward().findings()).extracting(Finding::ruleId).contains("reader-default-fails");
        assertThat(comparison.invalid()).isNotEmpty();
    }

    @Test
    void refusesADefaultThatHoldsItself() {
        // Given
        Schema.Parser parser = new Schema.Parser();
        parser.setValidateDefaults(false);
        Schema endless = parser.parse("""
            {"type": "record", "name": "a.R", "fields": [
              {"name": "r", "type": "a.R", "default": {}}]}\
            """);

        // When
        Comparison comparison = SchemaComparison.compare(endless, endless);

        // Then
        assertThat(comparison.invalid()).extracting(Finding::ruleId).contains("default-cannot-work");
    }

    @Test
    void comparesARecordOfWhichNoValueExists() {
        // Given
        Schema before = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"a.R\",\"fields\":[{\"name\":\"r\",\"type\":\"a.R\"}]}");
        Schema after = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"a.R\",\"fields\":[{\"name\":\"r\",\"type\":\"a.R\"},"
                        + "{\"name\":\"s\",\"type\":\"int\"}]}");

        // When
        Comparison comparison = SchemaComparison.compare(before, after);

        // Then
        assertThat(comparison.backward().findings().get(0).witness()).isNull();
        assertThat(comparison.backward().verdict()).isEqualTo(Verdict.BREAKS);
    }

    @Test
    void comparesAFixedOfTwoGigabytes() {
        // Given
        String fixed = "{\"type\":\"fixed\",\"name\":\"a.F\",\"size\":%d}";

        // When
        Comparison comparison = SchemaComparison.compare(
                new Schema.Parser().parse(String.format(Locale.ROOT, fixed, 2_147_483_600)),
                new Schema.Parser().parse(String.format(Locale.ROOT, fixed, 2_147_483_601)));

        // Then
        assertThat(comparison.backward().verdict()).isEqualTo(Verdict.BREAKS);
    }

    @Test
    void comparesUnionsOfHundredsOfRecords() {
        // When
        Comparison comparison = SchemaComparison.compare(manyBranches(300), manyBranches(299));

        // Then
        assertThat(comparison.backward().verdict()).isEqualTo(Verdict.BREAKS);
        assertThat(comparison.forward().verdict()).isEqualTo(Verdict.SAFE);
    }

    @Test
    void keepsStrangeNamesAndDefaultsOnOneLine() {
        // Given
        Schema before = new Schema.Parser().parse(field("\"string\", \"default\": \"a\""));
        Schema after = new Schema.Parser()
                .parse(field("\"string\", \"default\": \"\\u202e\\n*/ evil" + "x".repeat(500) + "\""));

        // When
        Comparison comparison = SchemaComparison.compare(before, after);

        // Then
        String message = comparison.backward().findings().get(0).message();
        assertThat(message).hasLineCount(1).hasSizeLessThan(400).doesNotContain("\u202e");
    }

    @Test
    void neverFailsForTwoSchemasThatHaveNothingToDoWithEachOther() {
        List<String> failures = new ArrayList<>();
        for (long seed = 0; seed < 600; seed++) {
            Schema older = unrelated(seed);
            Schema newer = unrelated(seed + 10_000);
            try {
                SchemaComparison.compare(older, newer);
            } catch (RuntimeException | StackOverflowError e) {
                failures.add("seed " + seed + ": " + e + "\n" + older + "\n" + newer);
            }
        }
        assertThat(failures).isEmpty();
    }

    private static Schema unrelated(long seed) {
        Schema schema = null;
        for (long next = seed; schema == null; next += 1_000_000) {
            schema = schemaOf(next);
        }
        return schema;
    }

    private static @Nullable Schema schemaOf(long seed) {
        try {
            return RandomSchemas.parse(new RandomSchemas(new Random(seed)).record());
        } catch (AvroRuntimeException notASchema) {
            return null;
        }
    }

    private static String field(String type) {
        return "{\"type\":\"record\",\"name\":\"a.R\",\"fields\":[{\"name\":\"f\",\"type\":" + type + "}]}";
    }

    /** Records each of which holds the next. */
    private static Schema chain(int length, String last) {
        Schema inner = Schema.create(Schema.Type.valueOf(last.toUpperCase(Locale.ROOT)));
        for (int i = length; i > 0; i--) {
            inner = Schema.createRecord("R" + i, null, "a", false, List.of(new Schema.Field("f", inner)));
        }
        return inner;
    }

    private static Schema wide(int fields, int added) {
        List<Schema.Field> all = new ArrayList<>();
        for (int i = 0; i < fields + added; i++) {
            Schema type = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.LONG));
            all.add(new Schema.Field("f" + i, type, "A field.", Schema.Field.NULL_DEFAULT_VALUE));
        }
        return Schema.createRecord("Wide", null, "a", false, all);
    }

    /** A ring of records. */
    private static Schema cycle(int length) {
        List<Schema> records = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            records.add(Schema.createRecord(i == 0 ? "R" : "R" + i, null, "a", false));
        }
        for (int i = 0; i < length; i++) {
            Schema next = Schema.createUnion(Schema.create(Schema.Type.NULL), records.get((i + 1) % length));
            records.get(i).setFields(List.of(new Schema.Field("next", next)));
        }
        return records.get(0);
    }

    /** Records each of which holds the next twice. */
    private static Schema doubling(int levels, String leaf, String defaults) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < levels; i++) {
            json.append("{\"type\":\"record\",\"name\":\"a.R")
                    .append(i)
                    .append("\",\"fields\":[{\"name\":\"a\",\"type\":");
        }
        json.append('"')
                .append(leaf)
                .append('"')
                .append(leaf.equals("int") && !defaults.isEmpty() ? ",\"default\":0" : "");
        for (int i = levels - 1; i >= 0; i--) {
            String inner = i == levels - 1 ? "\"" + leaf + "\"" : "\"a.R" + (i + 1) + "\"";
            String filled = i == levels - 1 && !defaults.isEmpty() ? ", \"default\": 0" : defaults;
            json.append("}, {\"name\":\"b\",\"type\":")
                    .append(inner)
                    .append(filled)
                    .append("}]}");
            if (i > 0) {
                json.append(defaults);
            }
        }
        Schema.Parser parser = new Schema.Parser();
        parser.setValidateDefaults(false);
        return parser.parse(json.toString());
    }

    private static Schema manyBranches(int count) {
        List<Schema> branches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Schema.Field> fields = List.of(
                    new Schema.Field("id", Schema.create(Schema.Type.STRING)),
                    new Schema.Field("n" + i, Schema.create(Schema.Type.LONG)));
            branches.add(Schema.createRecord("Event" + i, null, "a", false, fields));
        }
        return Schema.createUnion(branches);
    }
}
