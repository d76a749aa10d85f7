package dev.avenant.console.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.operations.registry.ExampleRecord;
import dev.avenant.operations.registry.SchemaWords;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that a registry holds and that nobody would write by hand. */
@Tag("fast")
class UnusualSchemasTest {

    @ParameterizedTest
    @ValueSource(ints = {100_000_000, Integer.MAX_VALUE - 8})
    void aFixedTypeThatIsTooLargeToBeShownHasNoExample(int size) {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":"
                        + "{\"type\":\"fixed\",\"name\":\"F\",\"size\":" + size + "}}]}");

        assertThat(ExampleRecord.of(schema)).isEmpty();
    }

    @Test
    void anEnumWithoutSymbolsHasNoExample() {
        Schema schema = new Schema.Parser().parse("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[]}");

        assertThat(ExampleRecord.of(schema)).isEmpty();
    }

    @Test
    void aTreeOfAsManyRowsAsAreShownIsWhole() {
        assertThat(SchemaView.of(withFields(SchemaTree.MOST_ROWS), List.of()).tree())
                .satisfies(tree -> assertThat(tree.rows()).hasSize(SchemaTree.MOST_ROWS))
                .satisfies(tree -> assertThat(tree.isWhole()).isTrue());
        assertThat(SchemaView.of(withFields(SchemaTree.MOST_ROWS + 1), List.of())
                        .tree())
                .satisfies(tree -> assertThat(tree.rows()).hasSize(SchemaTree.MOST_ROWS))
                .satisfies(tree -> assertThat(tree.isWhole()).isFalse());
    }

    private static String withFields(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "{\"name\":\"f" + number + "\",\"type\":\"int\"}")
                .collect(Collectors.joining(",", "{\"type\":\"record\",\"name\":\"R\",\"fields\":[", "]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"array\",\"items\":|}",
                "[|]",
                "{\"type\":|}",
                "{\"type\":\"x\",\"logicalType\":\"y\",\"type\":|}"
            })
    void aSchemaThatIsAsDeepAsJsonMayBeIsShown(String around) {
        int middle = around.indexOf('|');
        int depth = 990;
        String deep = around.substring(0, middle).repeat(depth)
                + "\"int\""
                + around.substring(middle + 1).repeat(depth);
        String record = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":" + deep + "}]}";

        assertThat(SchemaView.of(record, List.of()).tree().rows()).hasSize(1);
        assertThat(SchemaWords.of(record).recordName()).isEqualTo("R");
    }

    @Test
    void aTextShowsItsNumbersAsTheyAreWritten() {
        String text = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"double\","
                + "\"default\":0.12345678901234567890123456789}]}";

        SchemaView view = SchemaView.of(text, List.of());

        assertThat(view.text()).contains("0.12345678901234567890123456789");
        assertThat(view.tree().rows().get(0).defaultValue()).isEqualTo("0.12345678901234567890123456789");
    }

    @Test
    void aTextOfAnotherTypeIsShownWhole() {
        RegisteredSchema proto =
                new RegisteredSchema("a", 1, 1, null, "PROTOBUF", null, "\"one\"\n\tsyntax = \"proto3\";", null);

        assertThat(SchemaView.of(proto).text()).isEqualTo("\"one\"\n\tsyntax = \"proto3\";");
    }
}
