package dev.avenant.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.edit.Element;
import dev.avenant.edit.SchemaEdit;
import dev.avenant.finding.Fix;
import dev.avenant.finding.SourceLocation;
import dev.avenant.finding.TextEdit;
import dev.avenant.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class SchemaEditorTest {
    private static final String ORDER = """
            {
              // an order
              "type": "record",
              "name": "Order", "namespace": "shop",
              "fields": [
                {
                  "name": "id", // who
                  "type": "string"
                },
                /* how it stands */
                {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "SENT"]}, "aliases": ["a", "b"]},
                {"name": "size", "type": ["string", "null"]} // last
              ]
            }
            """;
    private static final Element ID = Element.field("shop.Order", "id");
    private static final Element STATE = Element.field("shop.Order", "state");
    private static final Element SIZE = Element.field("shop.Order", "size");
    private static final Schema BEFORE = new Schema.Parser().parse("""
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": {"type": "record", "name": "Id", "fields": [{"name": "n", "type": "int"}]}},
              {"name": "note", "type": ["null", "Id"], "doc": "x", "default": null},
              {"name": "size", "type": "long"}
            ]}
            """);

    @Test
    void putsMembersOnLinesOfTheirOwnWhereTheOthersStandSoAndBehindTheirComments() {
        assertThat(edited(ORDER, new SchemaEdit.AddAlias(ID, "key")))
                .isEqualTo(ORDER.replace("\"id\", // who\n", "\"id\", // who\n      \"aliases\": [\"key\"],\n"));
        assertThat(edited(ORDER, new SchemaEdit.AddDefault(ID, "\"\"")))
                .isEqualTo(ORDER.replace("\"string\"\n", "\"string\",\n      \"default\": \"\"\n"));
    }

    @Test
    void putsMembersBesideTheOthersInOneLine() {
        assertThat(edited(ORDER, new SchemaEdit.AddAlias(SIZE, "weight")))
                .isEqualTo(ORDER.replace("\"size\",", "\"size\", \"aliases\": [\"weight\"],"));
        assertThat(edited(ORDER, new SchemaEdit.AddAlias(STATE, "c")))
                .isEqualTo(ORDER.replace("\"b\"]", "\"b\", \"c\"]"));
        assertThat(edited(
                        ORDER,
                        new SchemaEdit.RestoreSymbols(
                                Element.type("shop.State"), List.of("OLD", "NEW", "PAID", "SENT", "GONE"), List.of())))
                .isEqualTo(ORDER.replace("[\"NEW\", \"SENT\"]", "[\"OLD\", \"NEW\", \"PAID\", \"SENT\", \"GONE\"]"));
    }

    @Test
    void takesAliasesAway() {
        assertThat(edited(ORDER, new SchemaEdit.RemoveAlias(STATE, "a"))).isEqualTo(ORDER.replace("\"a\", ", ""));
        assertThat(edited(ORDER, new SchemaEdit.RemoveAlias(STATE, "b"))).isEqualTo(ORDER.replace(", \"b\"", ""));
        String one = ORDER.replace("\"a\", ", "");
        assertThat(edited(one, new SchemaEdit.RemoveAlias(STATE, "b")))
                .isEqualTo(ORDER.replace(", \"aliases\": [\"a\", \"b\"]", ""));
    }

    @Test
    void restoresFieldsInTheirPlaceAndRefersToTheTypesThatAreThere() {
        assertThat(edited(ORDER, new SchemaEdit.RestoreField(Element.type("shop.Order"), BEFORE, "note")))
                .isEqualTo(ORDER.replace(
                        "    },\n",
                        "    },\n    {\"name\": \"note\", \"type\": [\"null\", {\"type\":"
                                + " \"record\", \"name\": \"Id\", \"fields\": [{\"name\": \"n\", \"type\": \"int\"}]}], \"doc\": \"x\","
                                + " \"default\": null},\n"));
    }

    @Test
    void restoresTypesNamesAndSizes() {
        assertThat(edited(ORDER, new SchemaEdit.RestoreType(SIZE, BEFORE, "size")))
                .isEqualTo(ORDER.replace("[\"string\", \"null\"]", "\"long\""));
        assertThat(edited(ORDER, new SchemaEdit.RestoreName(ID, "key"))).isEqualTo(ORDER.replace("\"id\"", "\"key\""));
        assertThat(edited(ORDER, new SchemaEdit.RestoreName(Element.type("shop.Order"), "store.Sale")))
                .isEqualTo(ORDER.replace("\"Order\"", "\"Sale\"").replace("\"shop\"", "\"store\""));
        assertThat(edited(
                        "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 8}",
                        new SchemaEdit.RestoreSize(Element.type("F"), 16)))
                .isEqualTo("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 16}");
    }

    @Test
    void renamesATypeWhereItIsUsedToo() {
        String text =
                "{\"type\":\"record\",\"name\":\"a.R\",\"fields\":[{\"name\":\"x\",\"type\":{\"type\":\"enum\",\"name\":"
                        + "\"E\",\"symbols\":[]}},{\"name\":\"y\",\"type\":[\"null\",\"E\"]}]}";
        assertThat(edited(text, new SchemaEdit.RestoreName(Element.type("a.E"), "a.F")))
                .isEqualTo(text.replace("\"E\"", "\"F\""));
    }

    @Test
    void makesTypesNullable() {
        assertThat(edited(ORDER, new SchemaEdit.MakeNullable(SIZE)))
                .isEqualTo(ORDER.replace("[\"string\", \"null\"]", "[\"null\", \"string\"], \"default\": null"));
        assertThat(edited(ORDER, new SchemaEdit.MakeNullable(ID)))
                .isEqualTo(ORDER.replace("\"string\"\n", "[\"null\", \"string\"],\n      \"default\": null\n"));
    }

    @Test
    void movesAndRestoresBranches() {
        String union = "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"n\", \"type\": [\"null\","
                + " \"double\", \"long\"]}]}";
        Element field = Element.field("R", "n");
        assertThat(edited(union, new SchemaEdit.MoveBranch(field, "long", "double")))
                .isEqualTo(union.replace("\"double\", \"long\"", "\"long\", \"double\""));
        assertThat(edited(union, new SchemaEdit.RestoreBranch(field, Schema.create(Schema.Type.STRING))))
                .isEqualTo(union.replace("\"long\"]", "\"long\", \"string\"]"));
    }

    @Test
    void putsALogicalTypeWhereItCounts() {
        String misplaced =
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"at\", \"type\": [\"null\","
                        + " \"bytes\"], \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2, \"default\": null}]}";
        Element field = Element.field("R", "at");
        assertThat(edited(misplaced, new SchemaEdit.MoveLogicalType(field, "decimal")))
                .isEqualTo(
                        "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"at\", \"type\": [\"null\","
                                + " {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}],"
                                + " \"default\": null}]}");
        assertThat(edited(misplaced, new SchemaEdit.RemoveLogicalType(field, "decimal")))
                .isEqualTo(misplaced.replace(" \"logicalType\": \"decimal\",", ""));
        assertThat(edited(
                        "{\"type\": \"long\", \"logicalType\": \"date-millis\"}",
                        new SchemaEdit.SpellLogicalType(Element.ROOT, "date-millis", "timestamp-millis")))
                .isEqualTo("{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}");
    }

    @Test
    void keepsLineEndsAndAMarkAtTheBeginning() {
        String windows = "\uFEFF" + ORDER.replace("\n", "\r\n");
        assertThat(edited(windows, new SchemaEdit.AddDefault(ID, "\"\"")))
                .isEqualTo(windows.replace("\"string\"\r\n", "\"string\",\r\n      \"default\": \"\"\r\n"));
    }

    @Test
    void keepsTheLineEndsOfOldMacs() {
        String mac = ORDER.replace("\n", "\r");
        assertThat(edits(mac, new SchemaEdit.AddDefault(ID, "\"\"")).orElseThrow().stream()
                        .map(TextEdit::text))
                .noneMatch(text -> text.contains("\n"));
    }

    @Test
    void keepsTheCommentsOfWhatStaysAndTakesThatOfWhatGoes() {
        String text = """
                {"type": "record", "name": "shop.Order", "fields": [
                  {
                    "name": "legal",
                    "type": "string",
                    // never empty
                    "default": "", // default of legal
                    "aliases": ["keep"] // wrong
                  }
                ]}
                """;

        assertThat(edited(text, new SchemaEdit.RemoveAlias(Element.field("shop.Order", "legal"), "keep")))
                .isEqualTo(text.replace("\"\", // default", "\"\" // default")
                        .replace("    \"aliases\": [\"keep\"] // wrong\n", ""));
    }

    @Test
    void saysWhereInTheFileItEdits() {
        assertThat(edits(ORDER, new SchemaEdit.RestoreType(SIZE, BEFORE, "size")))
                .contains(List.of(edit()));
    }

    private static TextEdit edit() {
        int from = ORDER.indexOf("[\"string\"");
        return new TextEdit(
                new SourceLocation("o.avsc", 12, 30),
                new SourceLocation("o.avsc", 12, 48),
                from,
                from + 18,
                "\"long\"");
    }

    @Test
    void editsNothingWhereThereIsNoPlace() {
        assertThat(edits(ORDER, new SchemaEdit.AddAlias(Element.field("shop.Order", "none"), "x")))
                .isEmpty();
        assertThat(edits(ORDER, new SchemaEdit.AddAlias(STATE, "a"))).isEmpty();
        assertThat(edits(ORDER, new SchemaEdit.RemoveAlias(STATE, "c"))).isEmpty();
        assertThat(edits(ORDER, new SchemaEdit.RestoreBranch(ID, Schema.create(Schema.Type.INT))))
                .isEmpty();
        assertThat(edits(ORDER, new SchemaEdit.RestoreSize(ID, 1))).isEmpty();
    }

    private static String edited(String text, SchemaEdit edit) {
        String edited = new Fix(Sentence.quoting(""), true, edits(text, edit).orElseThrow()).appliedTo(text);
        assertThat(SchemaSource.parse("o.avsc", edited)).isNotNull();
        return edited;
    }

    private static Optional<List<TextEdit>> edits(String text, SchemaEdit edit) {
        return SchemaEditor.edits(
                SchemaSource.parse("o.avsc", text), Set.of("shop.Order", "shop.State"), List.of(edit));
    }
}
