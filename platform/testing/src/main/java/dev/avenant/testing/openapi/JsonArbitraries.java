package dev.avenant.testing.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values that fit the schemas of a document, and slightly wrong ones, as JSON. */
final class JsonArbitraries {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONG = 60;

    /** Each is wrong for most fields, and some are no JSON. */
    private static final List<String> WRONG = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e999999999",
            "9".repeat(400),
            "\"\"",
            "\"   \"",
            "\"\\u200b\\ufeff\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\\ud83d\\ude00\"",
            "\"\u202eevil\"",
            "\"'; drop table users; --\"",
            "\"%s%n${jndi:ldap://x}\"",
            "\"" + "a".repeat(30_000) + "\"",
            "\"" + "@".repeat(500) + "\"",
            "\"1-1-1-1-1\"",
            "\"2026-13-01T00:00:00Z\"",
            "\"+999999999-01-01T00:00:00Z\"",
            "[]",
            "{}",
            "[null]",
            "[\"a\",\"a\"]",
            "{\"a\":{\"b\":[1]}}",
            "[".repeat(2_000) + "]".repeat(2_000),
            "NaN",
            "'single'",
            "undefined");

    private static final List<String> NO_OBJECTS = List.of(
            "", " ", "{", "}", "[]", "null", "\"text\"", "{}{}", "\ufeff{}", "{\"a\":}", "{,}", "[".repeat(5_000));

    private final JsonNode document;
    private final FuzzScene scene;
    private final String caller;

    JsonArbitraries(JsonNode document, FuzzScene scene, String caller) {
        this.document = document;
        this.scene = scene;
        this.caller = caller;
    }

    /** A body for a schema: most fit it or differ by a field, some are none. */
    Arbitrary<String> body(JsonNode schema) {
        Arbitrary<Map<String, String>> fitting = members(resolved(schema));
        Arbitrary<String> changed = Combinators.combine(
                        fitting, Arbitraries.of(WRONG), Arbitraries.integers().between(0, 1_000))
                .as(JsonArbitraries::changed);
        return Arbitraries.frequencyOf(
                Tuple.of(8, fitting.map(JsonArbitraries::object)),
                Tuple.of(6, changed),
                Tuple.of(1, Arbitraries.of(NO_OBJECTS)));
    }

    private static String changed(Map<String, String> members, String wrong, int choice) {
        List<String> names = new ArrayList<>(members.keySet());
        if (names.isEmpty()) {
            return "{\"unknown\":" + wrong + "}";
        }
        String name = names.get(choice % names.size());
        Map<String, String> changed = new TreeMap<>(members);
        switch (choice % 7) {
            case 0 -> changed.remove(name);
            case 1 -> changed.put("unknown", wrong);
            case 2 -> {
                return "{\"" + name + "\":" + wrong + ',' + object(changed).substring(1);
            }
            case 3 -> changed.put(name.toUpperCase(Locale.ROOT), changed.remove(name));
            default -> changed.put(name, wrong);
        }
        return object(changed);
    }

    private static String object(Map<String, String> members) {
        StringBuilder json = new StringBuilder("{");
        members.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return json.append('}').toString();
    }

    private Arbitrary<Map<String, String>> members(JsonNode schema) {
        Arbitrary<Map<String, String>> members = Arbitraries.just(Map.of());
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            boolean isRequired = isRequired(schema, name);
            Arbitrary<String> value = value(name, property.getValue());
            Arbitrary<Boolean> isThere = isRequired ? Arbitraries.just(true) : Arbitraries.of(true, false);
            members = Combinators.combine(members, value, isThere).as((before, json, there) -> {
                Map<String, String> after = new TreeMap<>(before);
                if (there) {
                    after.put(name, json);
                }
                return after;
            });
        }
        return members;
    }

    private static boolean isRequired(JsonNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asString().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** A value that fits the schema of a field of that name, as JSON. */
    private Arbitrary<String> value(String name, JsonNode unresolved) {
        JsonNode schema = resolved(unresolved);
        String type = type(schema);
        return switch (type) {
            case "object" -> members(schema).map(JsonArbitraries::object);
            case "array" ->
                value(name, schema.path("items")).list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]");
            case "string" -> text(name, schema).map(JsonArbitraries::quoted);
            default -> scalar(name, schema);
        };
    }

    /** A value that fits the schema of a parameter or field of that name, as text. */
    Arbitrary<String> scalar(String name, JsonNode unresolved) {
        JsonNode schema = resolved(unresolved);
        return switch (type(schema)) {
            case "boolean" -> Arbitraries.of("true", "false");
            case "integer" ->
                Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of("1", "2", "3")),
                        Tuple.of(
                                1,
                                Arbitraries.longs()
                                        .between(
                                                schema.path("minimum").asLong(0),
                                                schema.path("maximum").asLong(1_000_000))
                                        .map(String::valueOf)));
            case "number" ->
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, BigDecimal.valueOf(100_000))
                        .ofScale(2)
                        .map(BigDecimal::toPlainString);
            case "array" -> scalar(name, schema.path("items"));
            default -> text(name, schema);
        };
    }

    private Arbitrary<String> text(String name, JsonNode schema) {
        List<String> known = scene.values(name, caller, false);
        String pattern = scene.pattern(name);
        Arbitrary<String> random = pattern == null
                ? randomText(schema)
                : Arbitraries.frequencyOf(Tuple.of(4, unused(pattern)), Tuple.of(1, randomText(schema)));
        return known.isEmpty()
                ? random
                : Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(known)), Tuple.of(1, random));
    }

    private static Arbitrary<String> unused(String pattern) {
        return Arbitraries.longs().map(number -> pattern.formatted(Long.toUnsignedString(number, Character.MAX_RADIX)));
    }

    private static Arbitrary<String> randomText(JsonNode schema) {
        if (schema.path("enum").isArray()) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> {
                if (value.isString()) {
                    values.add(value.asString());
                }
            });
            return Arbitraries.of(values);
        }
        return switch (schema.path("format").asString("")) {
            case "uuid" ->
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as((most, least) -> new UUID(most, least).toString());
            case "date-time" ->
                Arbitraries.of("2026-03-01T10:00:00Z", "2026-01-01T00:00:00.123Z", "1970-01-01T00:00:00Z");
            case "email" ->
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20).map(name -> name + "@example.com");
            default -> plainText(schema);
        };
    }

    private static Arbitrary<String> plainText(JsonNode schema) {
        int longest = schema.path("maxLength").asInt(LONG);
        Arbitrary<String> random = Arbitraries.strings()
                .withChars("abz AZ09.-_@'\"\\<>&%?/äß€\u200b\u202e")
                .ofMinLength(1)
                .ofMaxLength(Math.min(LONG, longest));
        String example = schema.path("example").asString("");
        return Arbitraries.frequencyOf(
                Tuple.of(4, random),
                Tuple.of(4, example.isEmpty() ? random : Arbitraries.just(example)),
                Tuple.of(1, Arbitraries.of("\ud83d\ude00".repeat(3), "x".repeat(longest), " ")));
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(0).asString() : type.asString("object");
    }

    private JsonNode resolved(JsonNode schema) {
        if (schema.has("$ref")) {
            return resolved(document.at(schema.path("$ref").asString().substring(1)));
        }
        return schema.path("anyOf").isArray() ? resolved(schema.path("anyOf").get(0)) : schema;
    }
}
