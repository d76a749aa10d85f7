package dev.avenant.operations.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.operations.OperationException;
import dev.avenant.operations.OperationText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For which records an expression holds, what is said of a wrong one, and that none takes long. */
@Tag("fast")
class EventExpressionTest {

    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [
             {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
             {"name": "count", "type": "int"},
             {"name": "payer", "type": ["null", {"type": "record", "name": "Payer", "fields": [
               {"name": "name", "type": "string", "tags": ["PII"]}, {"name": "age", "type": "int", "tags": ["PII"]}]}]},
             {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
             {"name": "day", "type": {"type": "int", "logicalType": "date"}},
             {"name": "clock", "type": {"type": "long", "logicalType": "time-micros"}},
             {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["CARD", "CASH"]}},
             {"name": "items", "type": {"type": "array", "items": "string"}},
             {"name": "more", "type": {"type": "map", "values": "double"}},
             {"name": "note", "type": ["null", "string"]},
             {"name": "raw", "type": "bytes"}]}""");

    /** Of 12.34, at 2026-01-01T12:00:00Z. */
    private static final String VALUE = """
            {"amount": "\\u0004\\u00d2", "count": 7, "payer": {"shop.Payer": {"name": "Ada", "age": 36}},
             "at": 1767268800000, "day": 20454, "clock": 10800000000, "kind": "CARD", "items": ["pen", "ink"],
             "more": {"vat": 0.19}, "note": null, "raw": "\\u0001"}""";

    private static final ExpressionValues SEEN = record -> value(false);
    private static final ExpressionValues MASKED = record -> value(true);
    private static final long LONG = Duration.ofMinutes(1).toNanos();

    private static Object value(boolean masks) {
        try {
            return new CelValues(masks)
                    .of(
                            SCHEMA,
                            new GenericDatumReader<>(SCHEMA)
                                    .read(null, DecoderFactory.get().jsonDecoder(SCHEMA, VALUE)));
        } catch (java.io.IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static ConsumerRecord<byte[], byte[]> record() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", "shop.Paid".getBytes(UTF_8)).add("ce_id", "e-1".getBytes(UTF_8));
        return new ConsumerRecord<>(
                "payments",
                2,
                41,
                1_767_268_800_000L,
                TimestampType.CREATE_TIME,
                3,
                6,
                "order-7".getBytes(UTF_8),
                new byte[] {0, 0, 0, 0, 9, 1},
                headers,
                Optional.empty());
    }

    private static boolean holds(String expression, ExpressionValues values)
            throws EventExpression.UnevaluatedException {
        return EventExpression.compile(expression).holds(record(), values, System.nanoTime() + LONG);
    }

    @Test
    void aValueThatIsNestedTooDeeplyIsSaidToBe() {
        Schema chain = new Schema.Parser().parse("""
                {"type": "record", "name": "Link", "fields": [{"name": "next", "type": ["null", "Link"]}]}""");
        GenericData.Record last = new GenericData.Record(chain);
        for (int link = 0; link < 100_000; link++) {
            GenericData.Record before = new GenericData.Record(chain);
            before.put("next", last);
            last = before;
        }
        GenericData.Record first = last;

        assertThatThrownBy(() -> holds("value != null", record -> new CelValues(false).of(chain, first)))
                .isInstanceOf(EventExpression.UnevaluatedException.class)
                .hasMessage("the value is nested too deeply");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key == 'order-7'",
                "partition == 2 && offset == 41 && schema_id == 9",
                "type == 'shop.Paid' && type.endsWith('.Paid')",
                "headers.ce_id == 'e-1' && 'ce_id' in headers && !('ce_source' in headers)",
                "timestamp == timestamp('2026-01-01T12:00:00Z')",
                "value.amount == 12.34 && value.amount > 12",
                "value.count == 7 && value.count in [1, 7]",
                "value.payer.name == 'Ada' && value.payer.age > 30",
                "value.at < timestamp('2026-01-01T12:00:00.001Z') && value.at.getHours('Europe/Berlin') == 13",
                "value.day == timestamp('2026-01-01T00:00:00Z')",
                "value.clock == duration('3h')",
                "value.kind == 'CARD'",
                "value.items.exists(item, item.startsWith('p')) && size(value.items) == 2",
                "value.more.vat > 0.1 && value.more['vat'] < 1.0",
                "value.note == null && has(value.note) && !has(value.nothing)",
                "value.raw == b'\\x01'",
                "value.payer.name.matches('^A.a$') && value.payer.name.contains('da')",
                "key != null"
            })
    void holdsForWhatARecordSays(String expression) throws Exception {
        assertThat(holds(expression, SEEN)).isTrue();
        assertThat(holds("!(" + expression + ")", SEEN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount > 1 | line 1, column 1: undeclared reference to 'amount'.",
                "key > 5 | line 1, column 5: found no matching overload for '>' applied to '(string or null, int)'.",
                "offset + 1 | line 1, column 8: expected type 'bool' but found 'int'.",
                "value.amount > | line 1, column 15: mismatched input the end.",
                "key.nothing() | line 1, column 12: undeclared reference to 'nothing'.",
                "java.lang.System.exit(0) | line 1, column 1: undeclared reference to 'java'."
            })
    void saysWhereAnExpressionIsWrong(String expression, String fault) {
        assertThatThrownBy(() -> EventExpression.compile(expression))
                .isInstanceOf(OperationException.class)
                .hasMessage(
                        "Expected an expression in CEL over key, value, headers, partition, offset, timestamp, type and"
                                + " schema_id but found a fault at " + fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value.nothing == 1 | at character 6: key 'nothing' is not present in map",
                "value.payer.name > 5 | at character 18: No matching overload for function '>'",
                "1 / (offset - 41) == 0 | at character 3: / by zero",
                "value.kind.matches('(') | expected a pattern of RE2 but found error parsing regexp: missing closing ): `(`"
            })
    void saysOfWhichRecordsNothingCanBeSaid(String expression, String reason) {
        assertThatThrownBy(() -> holds(expression, SEEN))
                .isInstanceOf(EventExpression.UnevaluatedException.class)
                .hasMessageEndingWith(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.payer.name == 'Ada'",
                "value.payer.name.startsWith('A')",
                "value.payer.name.matches('A.*')",
                "value.payer.age > 30",
                "value.payer.age == 36",
                "value == {'x': 1} || value.payer == {'name': 'Ada', 'age': 36}",
                "size(value.payer.name) == size('Ada') && value.payer.name < 'B'",
                "string(value.payer.age) == '36'",
                "[value.payer.name].exists(name, name == 'Ada')"
            })
    void findsOutNothingOfPersonalDataThatIsMasked(String expression) throws Exception {
        assertThat(isHeld(expression, MASKED)).isFalse();
        assertThat(holds("value.payer.name == '•••' && value.count == 7", MASKED))
                .isTrue();
    }

    private static boolean isHeld(String expression, ExpressionValues values) {
        try {
            return holds(expression, values);
        } catch (EventExpression.UnevaluatedException unevaluated) {
            return false;
        }
    }

    @Test
    void asksForNoValueThatItDoesNotUse() throws Exception {
        ExpressionValues none = record -> {
            throw new AssertionError("asked for the value");
        };

        assertThat(holds("offset == 41 || value.count == 7", none)).isTrue();
    }

    @Test
    void saysThatAValueCannotBeDecoded() {
        ExpressionValues undecodable = record -> {
            throw new WireFormat.UndecodableException(OperationText.of("value.not-avro"), record.value());
        };

        assertThatThrownBy(() -> holds("value.count == 7", undecodable))
                .hasMessage("the value cannot be decoded: no Avro in Confluent's wire format");
    }

    @Test
    void givesUpWhatTakesLongerOrMakesMoreThanItMay() {
        String text = "x".repeat(10_000_000);
        List<Long> numbers = java.util.stream.LongStream.range(0, 9_000).boxed().toList();
        ExpressionValues large = record -> Map.of("text", text, "numbers", numbers);

        assertThatThrownBy(() -> holds("value.numbers.all(i, value.numbers.all(j, i + j >= 0))", large))
                .hasMessageContaining("Iteration budget exceeded: 10000");
        assertThatThrownBy(() -> holds("size(value.numbers.map(i, value.text + string(i))) > 0", large))
                .hasMessage("it makes texts or lists of more than 32000000 characters or items");
        assertThatThrownBy(() -> holds("value.text.matches('" + "(x?)".repeat(30) + "y')", large))
                .hasMessageEndingWith("a text of 10000000 characters is too long to be searched for that");
        assertThatThrownBy(() -> holds("value.text.contains(value.text + 'y')", large))
                .hasMessageEndingWith("a text of 10000000 characters is too long to be searched for that");
        assertThatThrownBy(() -> holds("value.text.matches('(a|b){900}')", large))
                .hasMessageContaining("the pattern is too large: expected a program of at most 500 steps");
        assertThatThrownBy(() -> EventExpression.compile("value.numbers.all(i, i >= 0)")
                        .holds(record(), large, System.nanoTime() - 1))
                .isInstanceOf(EventExpression.OutOfTimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!", "-", "[", "a?b:"})
    void refusesWhatIsTooLongOrTooDeep(String part) {
        assertThatThrownBy(() -> EventExpression.compile(part.repeat(500))).isInstanceOf(OperationException.class);
        assertThatThrownBy(() -> EventExpression.compile(part.repeat(50_000))).isInstanceOf(OperationException.class);
    }

    @Test
    void takesNoMoreThanAFewThousandCharactersFiveHundredPartsAndFortyLevels() {
        EventExpression.compile("key == '" + "x".repeat(1900) + "'");
        EventExpression.compile("size([" + "1,".repeat(400) + "1]) > 0");
        EventExpression.compile("size(" + "[".repeat(20) + "]".repeat(20) + ") > 0");

        assertThatThrownBy(() -> EventExpression.compile("key == '" + "x".repeat(2000) + "'"))
                .isInstanceOf(OperationException.class);
        assertThatThrownBy(() -> EventExpression.compile("size([" + "1,".repeat(600) + "1]) > 0"))
                .isInstanceOf(OperationException.class);
        assertThatThrownBy(() -> EventExpression.compile("size(" + "[".repeat(60) + "]".repeat(60) + ") > 0"))
                .isInstanceOf(OperationException.class);
    }

    @Test
    void tellsThatTheRegistryIsAwayAsThatIs() {
        OperationException away = OperationException.couldNotRun("The request to the schema registry failed.");

        assertThatThrownBy(() -> holds("value.count == 7", record -> {
                    throw away;
                }))
                .isSameAs(away);
    }
}
