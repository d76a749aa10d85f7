package dev.avenant.operations.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.text.Sentence;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON that Avro's decoder would take for something else, or write as what no reader takes, is said to be none of the schema. */
@Tag("fast")
class AvroJsonCheckTest {

    private static Schema recordWith(String type) {
        return new Schema.Parser().parse("""
                {"type": "record", "name": "R", "fields": [{"name": "a", "type": %s}]}
                """.formatted(type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"int\" | {\"a\": 1, \"b\": 2} | at $ expected no field b, since R has none",
                "\"int\" | {} | at $ expected the field a but found none",
                "\"int\" | [1] | at $ expected an object for R but found [1]",
                "\"int\" | {\"a\": 2147483648} | at $.a expected an int but found 2147483648",
                "\"int\" | {\"a\": 1.0} | at $.a expected an int but found 1.0",
                "\"int\" | {\"a\": \"1\"} | at $.a expected an int but found \"1\"",
                "\"long\" | {\"a\": 9223372036854775808} | at $.a expected a long but found 9223372036854775808",
                "\"float\" | {\"a\": 1e39} | at $.a expected a float but found 1.0E39",
                "\"double\" | {\"a\": 1e309} | at $.a expected a double but found \"Infinity\"",
                "\"double\" | {\"a\": \"NaN\"} | at $.a expected a double but found \"NaN\"",
                "\"boolean\" | {\"a\": 0} | at $.a expected true or false but found 0",
                "\"null\" | {\"a\": false} | at $.a expected null but found false",
                "\"string\" | {\"a\": 1} | at $.a expected text but found 1",
                "\"bytes\" | {\"a\": \"\\u0100\"} | at $.a expected a character from \\u0000 to \\u00ff for each byte but found \"Ā\"",
                "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 2} | {\"a\": \"x\"} | at $.a expected text of 2 bytes but found \"x\"",
                "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"B\"]} | {\"a\": \"C\"} | at $.a expected one of [A, B] but found \"C\"",
                "{\"type\": \"array\", \"items\": \"int\"} | {\"a\": [1, null]} | at $.a[1] expected an int but found null",
                "{\"type\": \"array\", \"items\": \"int\"} | {\"a\": {}} | at $.a expected an array but found {}",
                "{\"type\": \"map\", \"values\": \"int\"} | {\"a\": {\"k\": \"v\"}} | at $.a[\"k\"] expected an int but found \"v\"",
                "{\"type\": \"map\", \"values\": \"int\"} | {\"a\": []} | at $.a expected an object for a map but found []",
                "[\"null\", \"int\"] | {\"a\": 1} | at $.a expected {\"<branch>\": value} with a branch of [null, int] but found 1",
                "[\"null\", \"int\"] | {\"a\": {\"int\": 1, \"null\": null}} | at $.a expected {\"<branch>\": value} with a branch of [null, int] but found {\"int\":1,\"null\":null}",
                "[\"int\", \"string\"] | {\"a\": null} | at $.a expected a branch of [int, string] but found null",
                "[\"null\", \"int\"] | {\"a\": {\"int\": \"x\"}} | at $.a.int expected an int but found \"x\"",
                "{\"type\": \"string\", \"logicalType\": \"uuid\"} | {\"a\": \"1-1-1-1-1\"} | at $.a expected a UUID but found \"1-1-1-1-1\"",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 4, \"scale\": 2} | {\"a\": \"\"} | at $.a expected the bytes of a decimal but found \"\"",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 1} | {\"a\": \"\\u000a\"} | at $.a expected a decimal of at most 1 digits but found \"\\n\"",
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"} | {\"a\": 86400000} | at $.a expected milliseconds since midnight, from 0 to 86399999, but found 86400000",
                "{\"type\": \"long\", \"logicalType\": \"time-micros\"} | {\"a\": -1} | at $.a expected microseconds since midnight, from 0 to 86399999999, but found -1"
            })
    void isNoneOfTheSchema(String type, String json, String problem) {
        assertThat(AvroJsonCheck.problem(recordWith(type), json).map(Sentence::toString))
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"string\" | {\"a\": \"\\ud800\"} | at $.a expected text but found",
                "{\"type\": \"map\", \"values\": \"int\"} | {\"a\": {\"\\ud800\": 1}} | expected a key that is text",
                "\"int\" | {\"a\": 1, \"a\": 2} | Duplicate field 'a'",
                "\"int\" | {\"a\": 1} {} | Trailing token",
                "\"int\" | {\"a\": NaN} | expected JSON but found"
            })
    void isNoTextThatIsOneValueOfJson(String type, String json, String part) {
        assertThat(AvroJsonCheck.problem(recordWith(type), json).map(Sentence::toString))
                .hasValueSatisfying(problem -> assertThat(problem).contains(part));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"int\" | {\"a\": -2147483648}",
                "\"long\" | {\"a\": 9223372036854775807}",
                "\"float\" | {\"a\": 1}",
                "\"bytes\" | {\"a\": \"\\u00ff\"}",
                "[\"null\", \"int\"] | {\"a\": null}",
                "[\"null\", \"int\"] | {\"a\": {\"int\": 1}}",
                "{\"type\": \"map\", \"values\": \"string\"} | {\"a\": {\"\uD83D\uDE00\": \"\uD83D\uDE00\"}}",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 1} | {\"a\": \"\\u0009\"}",
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"} | {\"a\": 86399999}"
            })
    void isAValueOfTheSchema(String type, String json) {
        assertThat(AvroJsonCheck.problem(recordWith(type), json).map(Sentence::toString))
                .isEmpty();
    }
}
