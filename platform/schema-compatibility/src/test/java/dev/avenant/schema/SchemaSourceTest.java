package dev.avenant.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.SchemaRule;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class SchemaSourceTest {
    @Test
    void knowsWhereEachTypeFieldAndSymbolStands() {
        SchemaSource source = SchemaSource.parse("v1.avsc", """
            {"type": "record", "name": "a.R", "fields": [
              {"name": "kind", "type":
                {"type": "enum", "name": "Kind", "symbols": ["X",
                  "Y"]}}
            ]}
            """);

        assertThat(source.locationOf("a.R")).hasToString("Optional[v1.avsc:1:28]");
        assertThat(source.locationOf("a.R.kind")).hasToString("Optional[v1.avsc:2:3]");
        assertThat(source.locationOf("a.Kind.Y")).hasToString("Optional[v1.avsc:4:7]");
        assertThat(source.fullName()).contains("a.R");
        assertThat(source.definitions()).containsExactlyInAnyOrder("a.R", "a.Kind");
    }

    @Test
    void resolvesReferencesThatOtherFilesDefine() {
        SchemaSource type = SchemaSource.parse("t.avsc", "{\"type\":\"fixed\",\"name\":\"a.Id\",\"size\":16}");
        SchemaSource event = SchemaSource.parse(
                "e.avsc",
                "{\"type\":\"record\",\"name\":\"a.R\",\"fields\":[{\"name\":\"id\",\"type\":\"Id\"},"
                        + "{\"name\":\"self\",\"type\":[\"null\",\"R\"]}]}");

        Schema schema = event.resolve(List.of(type.resolve()));

        assertThat(event.references()).containsExactly("a.Id");
        assertThat(schema.getField("id").schema().getFixedSize()).isEqualTo(16);
    }

    @Test
    void namesTheUnknownTypeAndItsPlace() {
        SchemaSource source = SchemaSource.parse(
                "e.avsc", "{\"type\":\"record\",\"name\":\"a.R\",\"fields\":[\n{\"name\":\"id\",\"type\":\"Id\"}]}");

        assertThatThrownBy(source::resolve)
                .isInstanceOf(SchemaSyntaxException.class)
                .hasMessage("e.avsc:2:21: expected a type that exists but found a.Id, which no file defines. "
                        + "Correct the name, or add the type.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                                       | f:1:1: expected an Avro schema but the file is empty. Write the schema, or remove the file.
        {"type":"record"                                         | f:1:17: expected JSON but found: Unexpected end-of-input: expected close marker for Object. Correct the JSON at this place.
        "int" "int"                                              | f:1:7: expected the end of the file after the schema but found more. Keep one schema in a file.
        {"type":"record","name":"R","name":"S","fields":[]}      | f:1:29: expected each key once but found "name" again. Remove one of the two.
        {"type":"record","name":"R"}                             | f:1:1: expected "fields" in the record R but found none. Add "fields".
        {"type":"record","name":"R;}","fields":[]}               | f:1:25: expected a name (letters, digits and _, not a digit first) but found "R;}". Rename it.
        {"type":"enum","name":"E","symbols":["A","A"]}           | f:1:42: expected each symbol of E once but found A again. Remove one of the two.
        {"type":"record","name":"R","fields":[{"name":"a"}]}     | f:1:39: expected "type" in the field R.a but found none. Add "type".
        {"type":"fixed","name":"F","size":-1}                    | f:1:35: expected a size in bytes (a whole number) but found -1. Write the size, such as 16.
        [1]                                                      | f:1:2: expected a type (a name, an object or a union) but found 1. Write a type here, such as "string".
        """)
    void saysWhereAndWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> SchemaSource.parse("f", text)).hasMessage(message);
    }

    @Test
    void refusesADepthThatWouldOverflowAStack() {
        String deep = "{\"type\":\"array\",\"items\":".repeat(10_000);

        assertThatThrownBy(() -> SchemaSource.parse("deep.avsc", deep))
                .hasMessage("deep.avsc:1:9609: expected at most 400 levels of nesting but found more. "
                        + "Give the inner types names of their own and refer to them.");
    }

    @Test
    void keepsAnEnumWhoseDefaultIsNoSymbolAsAFault() {
        SchemaSource source = SchemaSource.parse(
                "e.avsc", "{\"type\":\"enum\",\"name\":\"a.E\",\"symbols\":[\"A\"],\"default\":\"Z\"}");

        assertThat(source.resolve().getEnumDefault()).isNull();
        assertThat(source.faults())
                .singleElement()
                .isEqualTo(Finding.of(
                                SchemaRule.ENUM_DEFAULT_NOT_A_SYMBOL,
                                SchemaText.of("enum-default-not-a-symbol", "a.E", Sentence.quoting("\"Z\"")))
                        .severity(Severity.ERROR)
                        .path("/a.E")
                        .at(null, new SourceLocation("e.avsc", 1, 55))
                        .suggestion(SchemaText.of("enum-default-not-a-symbol.advice"))
                        .build());
    }

    @Test
    void reportsTextThatWouldBecomeJava() {
        SchemaSource source = SchemaSource.parse(
                "e.avsc",
                "{\"type\":\"record\",\"name\":\"R\",\"doc\":\"*/ class X"
                        + " {}\",\"javaAnnotation\":\"Evil\",\"fields\":[]}");

        assertThat(source.faults())
                .extracting(Finding::rule)
                .containsExactly(SchemaRule.DOC_LEAVES_COMMENT, SchemaRule.PROPERTY_IS_JAVA);
    }

    @Test
    void fingerprintsWhatASchemaSaysAndNotHowItIsLaidOut() {
        String compact = SchemaSource.parse("a", "{\"name\":\"R\",\"type\":\"record\",\"fields\":[]}")
                .fingerprint();
        String spread = SchemaSource.parse("b", "{ \"type\": \"record\",\n \"fields\": [], \"name\": \"R\" }")
                .fingerprint();
        String tagged = SchemaSource.parse("c", "{\"name\":\"R\",\"type\":\"record\",\"fields\":[],\"tags\":[\"PII\"]}")
                .fingerprint();

        assertThat(spread).isEqualTo(compact).isNotEqualTo(tagged).hasSize(64);
    }

    @Test
    void hasOneFingerprintWheneverItIsMade() {
        // Given
        String text = "{\"name\": \"R\", \"doc\": \"a \\\"quoted\\\" word\\n\", \"type\": \"record\", \"fields\": []}";

        // When
        SchemaSource later = SchemaSource.parse("a", text);
        SchemaSource atOnce = SchemaSource.decodeWithFingerprint("b", text.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(later.saysTheSameAs(atOnce)).isTrue();
        assertThat(later.fingerprint())
                .isEqualTo(atOnce.fingerprint())
                .isEqualTo("b10efd2e5bf1e173d5221eae072962efd979953a6883f0d0402991445c5e15cb");
    }

    @Test
    void saysTheSameAsAnotherLayoutAndNotAsAnotherSchema() {
        // Given
        SchemaSource compact = SchemaSource.parse("a", "{\"name\":\"R\",\"type\":\"record\",\"fields\":[]}");
        SchemaSource spread = SchemaSource.parse("b", "{ \"type\": \"record\",\n \"fields\": [], \"name\": \"R\" }");
        SchemaSource other = SchemaSource.parse("a", "{\"name\":\"S\",\"type\":\"record\",\"fields\":[]}");

        // When, Then
        assertThat(compact.saysTheSameAs(spread)).isTrue();
        assertThat(compact.saysTheSameAs(other)).isFalse();
    }

    @Test
    void namesTheOtherFileInEveryPlaceOfATextThatStandsInTwo() {
        // Given a text with a fault, and a type that no file defines
        SchemaSource first = SchemaSource.parse("was/e.avsc", """
                {"type": "record", "name": "a.R", "fields": [
                  {"name": "kind", "type": {"type": "enum", "name": "E", "symbols": ["A"], "default": "B"}},
                  {"name": "gone", "type": "a.Gone"}]}""");

        // When
        SchemaSource second = first.in("is/e.avsc");

        // Then
        assertThat(second.file()).isEqualTo("is/e.avsc");
        assertThat(second.start()).isEqualTo(new SourceLocation("is/e.avsc", 1, 1));
        assertThat(second.locationOf("a.R.gone")).contains(new SourceLocation("is/e.avsc", 3, 3));
        assertThat(second.locationOfReference("a.Gone")).contains(new SourceLocation("is/e.avsc", 3, 28));
        assertThat(second.faults())
                .isEqualTo(second.invalid())
                .extracting(Finding::newLocation)
                .containsExactly(new SourceLocation("is/e.avsc", 2, 87));
        assertThatThrownBy(second::resolve)
                .hasMessage("is/e.avsc:3:28: expected a type that exists but found a.Gone, which no file defines."
                        + " Correct the name, or add the type.");
        assertThat(second.saysTheSameAs(first)).isTrue();
        // And the first is as it was
        assertThat(first.start()).isEqualTo(new SourceLocation("was/e.avsc", 1, 1));
        assertThat(second.in("was/e.avsc").start()).isEqualTo(first.start());
    }

    @Test
    void listsATextThatIsNoNumberAsTheDefaultOfADouble() {
        // Given
        SchemaSource source = SchemaSource.parse("r.avsc", """
            {"type": "record", "name": "a.R", "fields": [
              {"name": "good", "type": "double", "default": "NaN"},
              {"name": "bad", "type": {"type": "float"}, "default": "none"}]}
            """);

        // When
        Schema schema = source.resolve();

        // Then
        assertThat(source.faults())
                .singleElement()
                .isEqualTo(Finding.of(
                                LintRule.DEFAULT_CANNOT_WORK,
                                SchemaText.of("default-cannot-work.number", "a.R.bad", Sentence.quoting("\"none\"")))
                        .severity(Severity.ERROR)
                        .path("/a.R.bad")
                        .at(null, new SourceLocation("r.avsc", 3, 57))
                        .suggestion(SchemaText.of("default-cannot-work.advice"))
                        .build());
        assertThat(schema.getField("good").hasDefaultValue()).isTrue();
        assertThat(schema.getField("bad").hasDefaultValue()).isFalse();
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() {
        assertThat(SchemaSource.parse("r.avsc", "\uFEFF\"string\"").resolve())
                .isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "['int', 'int']|u.avsc:1:9: expected each type once in the union but found int again. Remove one of the"
                        + " two.",
                "['int', ['null']]|u.avsc:1:9: expected a type in the union but found a union. Write the branches of"
                        + " the inner union into the outer one.",
                "{'type': ['null', 'int']}|u.avsc:1:10: expected a name in \"type\" but found an array. Write what"
                        + " stands in \"type\" in place of the object around it.",
                "{'type': 'a.R'}|u.avsc:1:10: expected a primitive type, record, enum, fixed, array or map in \"type\""
                        + " but found \"a.R\". Write a reference as the name alone."
            })
    void refusesWithThePlaceWhatAvroRefusesWithout(String json, String message) {
        assertThatThrownBy(() -> SchemaSource.parse("u.avsc", json.replace('\'', '"')))
                .isInstanceOf(SchemaSyntaxException.class)
                .hasMessage(message);
    }
}
