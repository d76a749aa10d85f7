package dev.avenant.messaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** JSON becomes an event, or somebody is told where it does not fit. */
@Tag("fast")
class JsonDatumTest {

    private static final Schema ORDER = new Schema.Parser().parse("""
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "string"},
              {"name": "count", "type": "int"},
              {"name": "price", "type": "double", "default": 1.5},
              {"name": "note", "type": ["null", "string"], "default": null},
              {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "PAID"]}, "default": "NEW"},
              {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
                {"name": "code", "type": "bytes"}, {"name": "size", "type": ["int", "string"]}]}}, "default": []},
              {"name": "tags", "type": {"type": "map", "values": "long"}, "default": {}},
              {"name": "hash", "type": ["null", {"type": "fixed", "name": "Hash", "size": 2}], "default": null}]}
            """);

    @Test
    void takesPlainJsonAndFillsInDefaults() {
        GenericRecord order = order(Map.of("id", "a", "count", 3));

        assertThat(order)
                .hasToString("{\"id\": \"a\", \"count\": 3, \"price\": 1.5, \"note\": null, \"state\": \"NEW\","
                        + " \"lines\": [], \"tags\": {}, \"hash\": null}");
    }

    @Test
    void takesAvrosJson() {
        GenericRecord order = order(Map.of(
                "id",
                "a",
                "count",
                3,
                "note",
                Map.of("string", "soon"),
                "state",
                "PAID",
                "lines",
                List.of(Map.of("code", "\u0001\u00ff", "size", Map.of("int", 4)), Map.of("code", "", "size", "XL")),
                "tags",
                Map.of("x", 5_000_000_000L),
                "hash",
                Map.of("shop.Hash", "ab")));

        assertThat(order.get("note")).isEqualTo("soon");
        assertThat(order.get("state")).hasToString("PAID");
        assertThat((List<?>) order.get("lines")).hasSize(2).last().hasToString("{\"code\": \"\", \"size\": \"XL\"}");
        assertThat(order.get("tags")).isEqualTo(Map.of("x", 5_000_000_000L));
        assertThat(order.get("hash")).hasToString("[97, 98]");
    }

    @Test
    void saysWhereAndWhyAValueDoesNotFit() {
        Map<String, Object> good = Map.of("id", "a", "count", 3);

        assertRefused(with(good, "count", 3.5), "value.count: expected int but found 3.5");
        assertRefused(with(good, "count", 3_000_000_000L), "value.count: expected int but found 3000000000");
        assertRefused(with(good, "id", null), "value.id: expected string but found null");
        assertRefused(Map.of("id", "a"), "value.count: expected int but found nothing, and it has no default");
        assertRefused(
                with(good, "cuont", 3),
                "value: expected fields of shop.Order, [id, count, price, note, state, lines, tags, hash], but found cuont");
        assertRefused(
                with(good, "state", "GONE"),
                "value.state: expected shop.State, one of [NEW, PAID] but found the text \"GONE\"");
        assertRefused(with(good, "note", 5), "value.note: expected string but found 5");
        assertRefused(
                with(good, "lines", List.of(Map.of("code", "a", "size", true))),
                "value.lines[0].size: expected one of [int, string] but found true");
        assertRefused(
                with(good, "lines", List.of(Map.of("code", "€", "size", 1))),
                "value.lines[0].code: expected bytes, a text of the characters 0 to 255 but found the text \"€\"");
        assertRefused(with(good, "tags", Map.of("x", "y")), "value.tags.x: expected long but found the text \"y\"");
        assertRefused(with(good, "hash", "abc"), "value.hash: expected shop.Hash, 2 bytes but found the text \"abc\"");
        assertRefused(
                with(good, "lines", Arrays.asList((Object) null)), "value.lines[0]: expected shop.Line but found null");
    }

    private static Map<String, @Nullable Object> with(Map<String, Object> good, String name, @Nullable Object value) {
        Map<String, @Nullable Object> other = new HashMap<>(good);
        other.put(name, value);
        return other;
    }

    private static void assertRefused(Map<String, @Nullable Object> json, String message) {
        assertThatThrownBy(() -> order(json))
                .isInstanceOf(JsonNotWrittenException.class)
                .hasMessage(message);
    }

    private static GenericRecord order(Map<String, @Nullable Object> json) {
        return (GenericRecord) Objects.requireNonNull(JsonDatum.of(ORDER, json, "value"));
    }
}
