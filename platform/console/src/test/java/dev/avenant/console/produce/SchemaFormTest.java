package dev.avenant.console.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.avro.generators.RandomValues;
import dev.avenant.operations.events.AvroJsonCheck;
import dev.avenant.operations.events.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form of a schema makes the values of it, and no others. */
@Tag("fast")
class SchemaFormTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SEED = Long.getLong("avenant.seed", 20_261_130L);
    private static final int SCHEMAS = 400;

    private static String json(Schema schema, Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, bytes);
        new GenericDatumWriter<>(schema, RandomValues.conversions()).write(value, encoder);
        encoder.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void makesTheVeryValueThatItWasFilledWith() throws IOException {
        int filled = 0;
        for (int number = 0; number < SCHEMAS; number++) {
            long seed = SEED + number;
            Schema schema =
                    new RandomSchemas(new Random(seed)).withJavaStrings().schema();
            Optional<Object> value = RandomValues.converted(seed).of(schema);
            if (value.isEmpty()) {
                continue;
            }
            String json = json(schema, value.orElseThrow());
            if (AvroJsonCheck.problem(schema, json).isPresent()) {
                continue;
            }
            Map<String, String> parameters = FormParameters.of(schema, JSON.readTree(json));

            Optional<JsonNode> made = SchemaForm.of(schema, parameters).value();

            assertThat(made).as("seed %d, %s, %s", seed, schema, json).isPresent();
            assertThat(WireFormat.fromJson(schema, 1, made.orElseThrow().toString()))
                    .as("seed %d, %s, %s", seed, schema, json)
                    .isEqualTo(WireFormat.fromJson(schema, 1, json));
            filled++;
        }
        assertThat(filled).isGreaterThan(SCHEMAS / 2);
    }

    private static Schema record(String fields) {
        return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + fields + "]}");
    }

    @Test
    void beginsWithTheDefaultsOfTheSchema() {
        Schema schema = record("""
                {"name": "count", "type": "int", "default": 7},
                {"name": "kind", "type": {"type": "enum", "name": "K", "symbols": ["A", "B"]}, "default": "B"},
                {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 5, "scale": 2}, "default": "\\u0004\\u00d2"},
                {"name": "day", "type": {"type": "int", "logicalType": "date"}, "default": 20454},
                {"name": "note", "type": ["null", "string"], "default": null},
                {"name": "other", "type": ["string", "null"], "default": "x"},
                {"name": "tags", "type": {"type": "array", "items": "string"}, "default": ["a", "b"]}""");

        SchemaForm form = SchemaForm.of(schema, Map.of());

        assertThat(form.value().orElseThrow().toString())
                .isEqualTo("{\"count\":7,\"kind\":\"B\",\"price\":\"\\u0004Ò\",\"day\":20454,\"note\":null,"
                        + "\"other\":{\"string\":\"x\"},\"tags\":[\"a\",\"b\"]}");
        assertThat(form.root().parts().stream().map(FormField::text))
                .containsExactly("7", "B", "12.34", "2026-01-01", "null", "string", "");
    }

    @Test
    void itemsAreAddedAndRemovedInTheMiddle() {
        Schema schema = record("{\"name\": \"m\", \"type\": {\"type\": \"map\", \"values\": \"int\"}}");
        Map<String, String> three = Map.of(
                "v.m#", "3", "v.m[0]@", "a", "v.m[0]", "1", "v.m[1]@", "b", "v.m[1]", "2", "v.m[2]@", "c", "v.m[2]",
                "3");

        Map<String, String> two = FormParameters.without(three, "v.m[1]");
        Map<String, String> more = FormParameters.withOneMore(two, "v.m");

        assertThat(SchemaForm.of(schema, two).value().orElseThrow().toString()).isEqualTo("{\"m\":{\"a\":1,\"c\":3}}");
        assertThat(new TreeMap<>(more)).containsEntry("v.m#", "3").containsEntry("v.m[1]@", "c");
        assertThat(SchemaForm.of(schema, more).value()).isEmpty();
        assertThat(FormParameters.without(three, "v.m")).isEqualTo(three);
        assertThat(SchemaForm.of(schema, Map.of("v.m#", "2", "v.m[0]", "1", "v.m[1]", "2"))
                        .root()
                        .parts()
                        .get(0)
                        .parts()
                        .get(1)
                        .problem())
                .extracting(problem -> said(problem, Locale.ROOT))
                .isEqualTo("Expected another key than those before but found it again.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"int\" | 2147483648 | Expected a whole number, such as 42: expected an int but found 2147483648.",
                "\"int\" | 1.5 | Expected a whole number, such as 42 but found '1.5'.",
                "\"int\" | '' | Expected a whole number, such as 42 but found nothing.",
                "\"float\" | 1e60 | Expected a number, such as 1.5: expected a float but found 1.0E60.",
                "\"double\" | NaN | Expected a number, such as 1.5",
                "\"bytes\" | 0x | Expected bytes in hexadecimal, such as 00ff but found '0x'.",
                "{\"type\":\"fixed\",\"name\":\"F\",\"size\":2} | 00 | Expected bytes in hexadecimal, such as 00ff: expected text of 2 bytes but found \"\\u0000\".",
                "{\"type\":\"string\",\"logicalType\":\"uuid\"} | 1-2-3-4-5 | Expected a UUID, such as 6f2c9c5e-1f0b-4b6a-9d5f-0c8d2f7a3b41: expected a UUID but found \"1-2-3-4-5\".",
                "{\"type\":\"int\",\"logicalType\":\"date\"} | 31.1.2026 | Expected a date, such as 2026-01-31 but found '31.1.2026'.",
                "{\"type\":\"int\",\"logicalType\":\"time-millis\"} | 10:00:00.0001 | Expected a time of day, such as 13:45:00 but found '10:00:00.0001'.",
                "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"} | 2026-01-31 | Expected a time with its offset, such as 2026-01-31T13:45:00Z but found '2026-01-31'.",
                "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4,\"scale\":2} | 1.234 | Expected a decimal, such as 12.34 but found '1.234'.",
                "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4,\"scale\":2} | 123.45 | Expected a decimal, such as 12.34: expected a decimal of at most 4 digits but found \"09\".",
                "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4,\"scale\":2} | 1e999999999 | Expected a decimal, such as 12.34 but found '1e999999999'.",
                "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4,\"scale\":2} | 1e100000 | Expected a decimal, such as 12.34 but found '1e100000'.",
                "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]} | B | Expected one of the symbols: expected one of [A] but found \"B\"."
            })
    void saysWhatIsWrongBesideIt(String type, String text, String problem) {
        SchemaForm form = SchemaForm.of(record("{\"name\": \"a\", \"type\": " + type + "}"), Map.of("v.a", text));

        assertThat(form.value()).isEmpty();
        assertThat(said(form.root().parts().get(0).problem(), Locale.ROOT)).startsWith(problem);
        assertThat(said(form.root().parts().get(0).problem(), Locale.GERMAN))
                .startsWith("Erwartet wird ")
                .doesNotContain("xpected", "found");
    }

    /** As the page says it in a language. */
    private static String said(@Nullable FormProblem problem, Locale language) {
        FormProblem found = Objects.requireNonNull(problem);
        ResourceBundle texts = ResourceBundle.getBundle("messages", language);
        return new MessageFormat(texts.getString("produce.wrong." + found.kind()))
                .format(new Object[] {texts.getString("produce.expected." + found.expected()), found.said(language)});
    }

    @Test
    void aFormOfThousandsOfPartsIsNotMade() {
        Schema schema = record("""
                {"name": "m", "type": {"type": "array", "items": {"type": "array", "items": "int"}}}""");
        Map<String, String> many = new TreeMap<>(Map.of("v.m#", "5"));
        IntStream.range(0, 5).forEach(item -> many.put("v.m[" + item + "]#", "500"));

        assertThatThrownBy(() -> SchemaForm.of(schema, many))
                .isInstanceOf(SchemaForm.TooLargeFormException.class)
                .hasMessage(
                        "Expected a form of at most 2000 parts, 40 deep, but it has more. Write the value as JSON.");
    }

    @Test
    void aTypeThatHoldsItselfEndsSomewhere() {
        Schema schema = record("{\"name\": \"next\", \"type\": [\"null\", \"R\"]}");
        Map<String, String> deep = new TreeMap<>();
        StringBuilder path = new StringBuilder("v.next");
        Stream.generate(() -> path).limit(60).forEach(at -> {
            deep.put(at + "?", "R");
            at.append("!.next");
        });

        assertThat(SchemaForm.of(schema, Map.of()).value().orElseThrow().toString())
                .isEqualTo("{\"next\":null}");
        assertThatThrownBy(() -> SchemaForm.of(schema, deep))
                .hasMessage(
                        "Expected a form of at most 2000 parts, 40 deep, but it has more. Write the value as JSON.");
    }
}
