package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.finding.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a person reads in a finding: the record that shows it, and an edit that can be made. */
@Tag("fast")
class FindingTextsTest {
    @Test
    void saysThatADefaultChangedAndShowsNoRecordThatNobodyWrites() {
        // Given
        Schema older = record("{'name': 'id', 'type': 'int'}, {'name': 'unit', 'type': 'string', 'default': 'kg'}");
        Schema newer = record("{'name': 'id', 'type': 'int'}, {'name': 'unit', 'type': 'string', 'default': 'g'}");

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo("The default of unit is \"kg\" to the writer and \"g\" to the reader, so they see"
                            + " different values in data from before the field.");
            assertThat(finding.witness()).isNull();
        });
    }

    @Test
    void saysWhoFailsWhereOneOfTwoDefaultsNeverWorked() throws IOException {
        // Given
        Schema older = lenient("{'name': 'id', 'type': 'int'}, {'name': 'n', 'type': 'int', 'default': 'one'}");
        Schema newer = lenient("{'name': 'id', 'type': 'int'}, {'name': 'n', 'type': 'int', 'default': 1}");

        // When
        Comparison mended = SchemaComparison.compare(older, newer);
        Comparison broken = SchemaComparison.compare(newer, older);

        // Then
        String failsBefore =
                "The default of n is \"one\" to the writer, which Avro cannot fill in, and 1 to the reader: data"
                        + " from before the field cannot be read with the writer's schema, and is read with 1 with the reader's.";
        String failsAfter =
                "The default of n is 1 to the writer and \"one\" to the reader, which Avro cannot fill in: data"
                        + " from before the field is read with 1 with the writer's schema, and cannot be read with the reader's.";
        assertThat(mended.backward().findings())
                .extracting(Finding::ruleId, Finding::message)
                .containsExactly(tuple("default-changed", failsBefore));
        assertThat(mended.forward().findings())
                .extracting(Finding::ruleId, Finding::message)
                .containsExactly(tuple("default-changed", failsAfter));
        assertThat(broken.backward().findings())
                .extracting(Finding::ruleId, Finding::message)
                .containsExactly(tuple("default-changed", failsAfter));
        assertThat(readBefore(older)).isEqualTo("fails");
        assertThat(readBefore(newer)).isEqualTo("{\"id\": 7, \"n\": 1}");
    }

    @Test
    void findsNoDifferenceBetweenTwoDefaultsThatAvroFillsInAlikeOrNotAtAll() {
        // Given
        Schema object = lenient("{'name': 'l', 'type': {'type': 'array', 'items': 'int'}, 'default': {}}");
        Schema list = lenient("{'name': 'l', 'type': {'type': 'array', 'items': 'int'}, 'default': []}");
        Schema one = lenient("{'name': 'n', 'type': 'int', 'default': 'one'}");
        Schema two = lenient("{'name': 'n', 'type': 'int', 'default': 'two'}");

        // When
        Comparison alike = SchemaComparison.compare(object, list);
        Comparison neither = SchemaComparison.compare(one, two);

        // Then
        assertThat(alike.backward().findings()).isEmpty();
        assertThat(neither.backward().findings()).isEmpty();
        assertThat(neither.invalid()).extracting(Finding::ruleId).containsExactly("default-cannot-work");
    }

    @Test
    void comparesDefaultsThatTheFieldsInsideFillInOtherwise() {
        // Given
        String field = "{'name': 'l', 'type': {'type': 'array', 'items': {'type': 'record', 'name': 'a.N', 'fields':"
                + " [{'name': 'b', 'type': %s}]}}, 'default': [{}]}";
        Schema older = record(String.format(field, "'boolean', 'default': false"));
        Schema newer = record(String.format(field, "['null', 'boolean'], 'default': null"));

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings())
                .filteredOn(finding -> finding.path().equals("/l"))
                .extracting(Finding::ruleId, Finding::message)
                .containsExactly(tuple(
                        "default-changed",
                        "The default of l is [{}] to the writer and [{}] to the reader, so they see different values in"
                                + " data from before the field."));
    }

    @Test
    void proposesNoDefaultThatNeverWorked() {
        // Given
        ComparedSchema older = ComparedSchema.of(lenient("{'name': 'n', 'type': 'int', 'default': 'one'}"));
        ComparedSchema newer = ComparedSchema.of(lenient("{'name': 'n', 'type': 'int', 'default': 1}"));
        Comparison found = SchemaComparison.compare(older, newer, ComparisonSettings.THOROUGH);

        // When
        Comparison comparison = FixFinder.withFixes(older, newer, found);

        // Then
        assertThat(comparison.backward().findings())
                .singleElement()
                .extracting(Finding::remedy)
                .isEqualTo("Keep the correction: no reader could use the other default.");
    }

    @Test
    void showsDecimalsAndTimesAsWhatTheyStandFor() {
        // Given
        Schema older = record("{'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}}, {'name':"
                + " 'sum', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}}");
        Schema newer = record("{'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-micros'}}, {'name':"
                + " 'sum', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 3}}");

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings())
                .extracting(Finding::ruleId, finding -> String.valueOf(finding.witness()))
                .containsExactly(
                        tuple(
                                "logical-type-changed",
                                "wrote {\"at\": \"2023-11-14T22:13:20Z\", …} read {\"at\": \"1970-01-20T16:13:20Z\", …}"),
                        tuple("decimal-changed", "wrote {\"sum\": 0.01, …} read {\"sum\": 0.001, …}"));
    }

    @Test
    void showsAChangedValueInARecordThatCanBeRead() {
        // Given
        Schema newer = record("{'name': 'id', 'type': 'string'}, {'name': 'kind', 'type': {'type': 'enum', 'name':"
                + " 'a.K', 'symbols': ['A', 'B'], 'default': 'A'}}");
        Schema older = record("{'name': 'id', 'type': ['null', 'string']}, {'name': 'kind', 'type': {'type': 'enum',"
                + " 'name': 'a.K', 'symbols': ['A', 'C'], 'default': 'A'}}");

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings())
                .filteredOn(finding -> finding.ruleId().equals("enum-symbol-replaced"))
                .singleElement()
                .extracting(Finding::witness)
                .hasToString("wrote {\"kind\": \"C\", …} read {\"kind\": \"A\", …}");
    }

    @Test
    void showsThatAFieldIsMissingWhoseValueTheAliasOfAnotherTakes() {
        // Given
        Schema older = record("{'name': 'id', 'type': 'long'}");
        Schema newer = record("{'name': 'key', 'type': 'long', 'aliases': ['id']}, {'name': 'id', 'type': 'long'}");

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings())
                .filteredOn(finding -> finding.ruleId().equals("alias-collides"))
                .singleElement()
                .extracting(Finding::witness)
                .hasToString(
                        "wrote {\"id\": 1} reading fails with AvroTypeException: Found a.R, expecting a.R, missing required"
                                + " field id");
    }

    @Test
    void showsThatNoBranchFitsWhereTheOneOfThatNameNeedsAField() {
        // Given
        String id = "{'name': 'id', 'type': 'string'}";
        String union = "{'name': 'f', 'type': [{'type': 'record', 'name': '%s.T', 'fields': [%s]}, 'int']}";
        Schema older = record(union.formatted("b", id));
        Schema newer = record(union.formatted("c", "{'name': 'g', 'type': 'int'}, " + id));

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings())
                .filteredOn(finding -> finding.ruleId().equals("field-without-default"))
                .singleElement()
                .extracting(Finding::witness)
                .hasToString("wrote {\"f\": {\"b.T\": {\"id\": \"\"}}} reading fails with AvroTypeException: Found b.T,"
                        + " expecting union[T, int]");
    }

    @Test
    void saysOfADefaultThatIsNoArrayThatAvroMayTakeItForAnEmptyOne() {
        // Given
        Schema older = record("{'name': 'id', 'type': 'int'}");
        Schema newer = new Schema.Parser()
                .setValidateDefaults(false)
                .parse(
                        "{'type': 'record', 'name': 'a.R', 'fields': [{'name': 'id', 'type': 'int'}, {'name': 'tags', 'type':"
                                .concat(" {'type': 'array', 'items': 'string'}, 'default': 'null'}]}")
                                .replace('\'', '"'));

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings())
                .extracting(Finding::message)
                .containsExactly(
                        "The reader fills in a.R.tags from its default, which is \"null\", but its type takes an"
                                + " array: Avro's parser refuses it, or its reader takes it for an empty one.");
        assertThat(GenericData.get().getDefaultValue(newer.getField("tags"))).isEqualTo(List.of());
    }

    @Test
    void showsTheLossOfARenamedArrayInOneThatIsNotEmpty() {
        // Given
        String tags = "{'name': '%s', 'type': {'type': 'array', 'items': 'string'}, 'default': []}";
        Schema older = record("{'name': 'id', 'type': 'int'}, " + tags.formatted("tagList"));
        Schema newer = record("{'name': 'id', 'type': 'int'}, " + tags.formatted("tag_list"));

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings())
                .singleElement()
                .extracting(Finding::witness)
                .hasToString("wrote {\"tagList\": [\"v\"], …} read {\"tag_list\": [], …}");
    }

    @Test
    void saysOfARenamedFieldWhatReadersDo() {
        // Given
        Schema older = record("{'name': 'id', 'type': 'int'}, {'name': 'mail', 'type': 'string', 'default': ''}");
        Schema newer = record("{'name': 'id', 'type': 'int'}, {'name': 'email', 'type': 'string', 'default': ''}");

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("field-renamed");
            assertThat(finding.message())
                    .isEqualTo(
                            "mail was written and the reader calls it email, without an alias that says so: the value"
                                    + " of mail is dropped, and email reads as its default.");
        });
    }

    @Test
    void claimsNoRenameOfAFieldThatOnlyStandsWhereAnotherStood() {
        // Given
        Schema older = record("{'name': 'id', 'type': 'int'}, {'name': 'total', 'type': 'long', 'default': 0}");
        Schema newer = record("{'name': 'id', 'type': 'int'}, {'name': 'clicks', 'type': 'long', 'default': -1}");

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("field-replaced");
            assertThat(finding.message())
                    .isEqualTo("total was written and the reader does not have it, but clicks, which was not written:"
                            + " the value of total is dropped, and clicks reads as its default.");
            assertThat(finding.witness()).hasToString("wrote {\"total\": 1, …} read {\"clicks\": -1, …}");
        });
    }

    @Test
    void takesForARemovalAndAnAdditionWhatStandsAmongOthersOfItsType() {
        // Given
        Schema older =
                record("{'name': 'id', 'type': 'int'}, {'name': 'generated', 'type': 'boolean', 'default': false}");
        Schema newer = record("{'name': 'id', 'type': 'int'}, {'name': 'bypass', 'type': 'boolean', 'default': false},"
                + " {'name': 'replicated', 'type': 'boolean', 'default': false}");

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings()).isEmpty();
        assertThat(comparison.forward().findings()).isEmpty();
    }

    @Test
    void fixesWhatCanBeFixedInEachDirection() {
        // Given
        ComparedSchema older = ComparedSchema.of(record("{'name': 'mail', 'type': 'string'}"));
        ComparedSchema newer = ComparedSchema.of(record("{'name': 'email', 'type': 'string'}"));
        Comparison found = SchemaComparison.compare(older, newer, ComparisonSettings.THOROUGH);

        // When
        Comparison comparison = FixFinder.withFixes(older, newer, found);

        // Then
        assertThat(comparison.backward().findings())
                .singleElement()
                .extracting(Finding::remedy)
                .isEqualTo("Give email \"aliases\": [\"mail\"], if email is the former mail.");
        assertThat(comparison.forward().findings())
                .singleElement()
                .extracting(Finding::remedy)
                .isEqualTo("Keep the name mail in place of email, if email is the former mail.");
    }

    @Test
    void saysWhatToDoWhereNoEditWasTried() {
        // When
        Comparison comparison = SchemaComparison.compare(
                record("{'name': 'mail', 'type': 'string'}"), record("{'name': 'id', 'type': 'long'}"));

        // Then
        assertThat(comparison.backward().findings())
                .singleElement()
                .extracting(Finding::remedy)
                .isNull();
        assertThat(comparison.forward().findings())
                .singleElement()
                .extracting(Finding::remedy)
                .isEqualTo("Remove a field only when no reader is left that needs it.");
    }

    @Test
    void namesTheAliasThatTakesAValue() {
        // Given
        Schema older = record("{'name': 'a', 'type': 'string', 'default': ''}");
        Schema newer = record("{'name': 'a', 'type': 'string', 'default': ''},"
                + " {'name': 'b', 'type': 'string', 'default': '', 'aliases': ['a']}");

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo("b has the alias a and takes what was written for a, which the reader still has and"
                            + " reads as its default.");
            assertThat(finding.witness()).hasToString("wrote {\"a\": \"v\"} read {\"a\": \"\", …}");
        });
    }

    @Test
    void takesTheDefaultsThatAreNoFiniteNumbers() {
        // Given
        Schema older = record("{'name': 'id', 'type': 'int'}");
        Schema newer = record("{'name': 'id', 'type': 'int'}, {'name': 'a', 'type': 'float', 'default': '-Infinity'},"
                + " {'name': 'b', 'type': 'double', 'default': 'NaN'}");

        // When
        Comparison comparison = SchemaComparison.compare(older, newer);

        // Then
        assertThat(comparison.backward().findings()).isEmpty();
        assertThat(comparison.invalid()).isEmpty();
    }

    /** What a reader makes of a record that was written before the last field was there. */
    private static String readBefore(Schema reader) throws IOException {
        Schema writer = record("{'name': 'id', 'type': 'int'}");
        GenericData.Record old = new GenericData.Record(writer);
        old.put("id", 7);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<>(writer).write(old, encoder);
        try {
            return String.valueOf(new GenericDatumReader<>(writer, reader)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null)));
        } catch (AvroRuntimeException e) {
            return "fails";
        }
    }

    /** A record whose defaults may be such as Avro takes only when it is told not to look. */
    private static Schema lenient(String fields) {
        Schema.Parser parser = new Schema.Parser();
        parser.setValidateDefaults(false);
        return parser.parse(("{'type': 'record', 'name': 'a.R', 'fields': [" + fields + "]}").replace('\'', '"'));
    }

    private static Schema record(String fields) {
        return new Schema.Parser()
                .parse(("{'type': 'record', 'name': 'a.R', 'fields': [" + fields + "]}").replace('\'', '"'));
    }
}
