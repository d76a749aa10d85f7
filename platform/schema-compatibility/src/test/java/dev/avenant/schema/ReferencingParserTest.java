package dev.avenant.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parser of texts that refer to others makes of a text is what Avro's own parser makes of it. */
@Tag("fast")
class ReferencingParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"9007199254740993", "1e400", "0.1", "null", "9223372036854775807", "[1, null, {\"a\": null}]"})
    void keepsAPropertyOfAnyValueThatAvroKeeps(String value) {
        String text = ("{'type':'record','name':'a.R','note':VALUE,'fields':["
                        + "{'name':'list','note':VALUE,'type':{'type':'array','items':'int','note':VALUE}},"
                        + "{'name':'map','type':{'type':'map','values':'a.R','note':VALUE}},"
                        + "{'name':'kind','type':{'type':'enum','name':'E','symbols':['X'],'note':VALUE}}]}")
                .replace('\'', '"')
                .replace("VALUE", value);

        assertIsAsAvroReadsIt(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'error','name':'a.R','doc':'d','aliases':['S','b.T','.U'],'fields':["
                        + "{'name':'x','aliases':['y','z'],'doc':'e','order':'descending','type':'int','default':'no'}]}",
                "{'type':'record','name':'a.R','fields':[{'name':'s','type':['null',{'type':'record','name':'b.S',"
                        + "'fields':[{'name':'r','type':['null','a.R']},{'name':'t','type':{'type':'array','items':'S'}}]}]},"
                        + "{'name':'u','type':'b.S'}]}",
                "{'type':'record','name':'a.R','logicalType':'mine','fields':[{'name':'m','type':{'type':'map','logicalType':"
                        + "'decimal','values':{'type':'fixed','name':'F','size':4,'logicalType':'decimal','precision':4}}}]}",
                "['null',{'type':'record','name':'R','fields':[{'name':'next','type':['null','R']}]}]",
                "{'type':'array','logicalType':'decimal','precision':4,'items':{'type':'bytes','logicalType':'decimal','precision':4,'scale':2}}",
                "{'type':'enum','name':'a.E','symbols':['X','Y'],'default':'Y','aliases':['D']}"
            })
    void keepsAllThatATextSays(String text) {
        assertIsAsAvroReadsIt(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"VALUE", "[1, VALUE]", "{\"a\": [{\"b\": VALUE}]}"})
    void refusesASchemaWithAWholeNumberThatAvroDoesNotKeepInAProperty(String value) {
        String text = "{\"type\":\"record\",\"name\":\"a.R\",\"note\":"
                + value.replace("VALUE", "123456789012345678901234567890") + ",\"fields\":[]}";

        assertThatExceptionOfType(SchemaSyntaxException.class)
                .isThrownBy(() -> SchemaSource.parse("R.avsc", text).resolve())
                .withMessage(
                        "R.avsc:1:1: expected an Avro schema but Avro refuses it: Can't keep a whole number of more"
                                + " than 64 bits in a property: note. Correct the schema.");
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> new Schema.Parser().parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"a.Absent\"", "[\"null\", \"a.Absent\"]", "{\"type\": \"map\", \"values\": \"a.Absent\"}"})
    void refusesATextThatOnlyRefersToATypeThatIsNotKnown(String text) {
        assertThatExceptionOfType(AvroRuntimeException.class)
                .isThrownBy(() -> ReferencingParser.parse(text, List.of(), NameValidator.STRICT_VALIDATOR))
                .withMessage("Undefined schema: a.Absent");
    }

    @Test
    void readsATextThatIsTheNameOfAKnownType() {
        Schema known = new Schema.Parser().parse("{\"type\":\"fixed\",\"name\":\"a.F\",\"size\":4}");

        assertThat(ReferencingParser.parse("\"a.F\"", List.of(known), NameValidator.STRICT_VALIDATOR))
                .isSameAs(known);
    }

    private static void assertIsAsAvroReadsIt(String text) {
        Schema expected = new Schema.Parser(NameValidator.STRICT_VALIDATOR)
                .setValidateDefaults(false)
                .parse(text);

        Schema read = ReferencingParser.parse(text, List.of(), NameValidator.STRICT_VALIDATOR);

        assertThat(read).isEqualTo(expected).hasSameHashCodeAs(expected).hasToString(expected.toString());
        assertThat(read.getLogicalType()).isEqualTo(expected.getLogicalType());
    }
}
