package dev.avenant.testing.openapi;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Requests for an operation: right ones, and slightly wrong ones. */
final class RequestArbitraries {

    private static final String LEFT_OUT = "\u0000";

    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "x",
            "0",
            "-1",
            "0x10",
            "1e3",
            "1.0",
            " 1",
            "99999999999999999999",
            "yes",
            "TRUE",
            "on",
            "null",
            "undefined",
            "1-1-1-1-1",
            "{7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11}",
            "7B1F0D56-1C1E-4C86-9D1C-5A2F6F0F7C11",
            "7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11 ",
            "00000000-0000-0000-0000-000000000000",
            "open",
            "OPEN ",
            "+999999999-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "2026-03-01",
            "2026-03-01T10:00:00+99:00",
            "a,b",
            "\u200b",
            "\ud83d\ude00",
            "\u202e",
            "'; drop table users; --",
            "%_\\",
            "${jndi:ldap://x}",
            "a".repeat(3_000));

    private static final List<String> TYPES = List.of(
            "application/json;charset=UTF-8",
            "application/json;charset=UTF-16",
            "application/json;charset=nonsense",
            "application/merge-patch+json",
            "application/problem+json",
            "application/yaml",
            "application/x-yaml",
            "application/xml",
            "application/cbor",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "text/plain",
            "*/*",
            "nonsense");

    private static final List<String> ACCEPTED = List.of(
            "*/*",
            "application/*",
            "application/json",
            "application/json;q=0.1,text/html",
            "application/problem+json",
            "application/yaml",
            "application/vnd.things+json",
            "application/xml",
            "text/html",
            "text/event-stream",
            "image/png",
            "*/*;q=0",
            "not a media type",
            ";;;");

    private static final Map<String, List<String>> HEADERS = Map.of(
            "Idempotency-Key", List.of("one", "two", "three", "not visible", "a".repeat(256), "~"),
            "If-Match",
                    List.of("\"1\"", "\"2\"", "*", "W/\"1\"", "1", "\"x\"", "\"1\", \"2\"", "\"99999999999999999999\""),
            "If-None-Match", List.of("\"1\"", "\"2\"", "*", "W/\"1\"", "x"),
            "Last-Event-ID", List.of("0", "1", "-1", "x", "99999999999999999999"),
            "If-Modified-Since", List.of("Sun, 01 Mar 2026 10:00:00 GMT", "x"),
            "Range", List.of("bytes=0-1", "x"),
            "X-HTTP-Method-Override", List.of("DELETE"),
            "X-Forwarded-For", List.of("203.0.113.9"));

    private final DocumentedOperation operation;
    private final String caller;
    private final JsonArbitraries json;
    private final FuzzScene scene;

    RequestArbitraries(DocumentedOperation operation, String caller, JsonNode document, FuzzScene scene) {
        this.operation = operation;
        this.caller = caller;
        this.json = new JsonArbitraries(document, scene, caller);
        this.scene = scene;
    }

    Arbitrary<FuzzedRequest> requests() {
        return Combinators.combine(path(), query(), headers(), body())
                .as((path, query, headers, body) -> new FuzzedRequest(
                        operation, caller, path, query, headers, body.equals(LEFT_OUT) ? null : body));
    }

    private Arbitrary<String> path() {
        Arbitrary<String> path = Arbitraries.just(operation.path());
        for (DocumentedOperation.Parameter variable : operation.parametersIn("path")) {
            List<String> known =
                    scene.values(variable.name(), caller, operation.method().equals("DELETE"));
            Arbitrary<String> value = Arbitraries.frequencyOf(
                    Tuple.of(
                            known.isEmpty() ? 1 : 24,
                            known.isEmpty() ? json.scalar(variable.name(), variable.schema()) : Arbitraries.of(known)),
                    Tuple.of(1, json.scalar(variable.name(), variable.schema())),
                    Tuple.of(1, Arbitraries.of(ODD_TEXTS)));
            path = Combinators.combine(path, value)
                    .as((before, text) -> before.replace("{" + variable.name() + "}", encoded(text)));
        }
        return Combinators.combine(path, Arbitraries.frequency(Tuple.of(20, ""), Tuple.of(1, "/")))
                .as(String::concat);
    }

    private Arbitrary<String> query() {
        Arbitrary<List<String>> pairs = Arbitraries.just(List.of());
        for (DocumentedOperation.Parameter parameter : operation.parametersIn("query")) {
            Arbitrary<String> value = json.scalar(parameter.name(), parameter.schema())
                    .map(text -> parameter.name() + '=' + encoded(text));
            Arbitrary<String> odd = Arbitraries.of(ODD_TEXTS).map(text -> parameter.name() + '=' + encoded(text));
            Arbitrary<String> twice = Combinators.combine(value, value).as((one, two) -> one + '&' + two);
            Arbitrary<String> pair = Arbitraries.frequencyOf(
                    Tuple.of(parameter.required() ? 2 : 24, Arbitraries.just(LEFT_OUT)),
                    Tuple.of(12, value),
                    Tuple.of(2, odd),
                    Tuple.of(1, twice),
                    Tuple.of(1, Arbitraries.just(parameter.name())));
            pairs = Combinators.combine(pairs, pair).as(RequestArbitraries::with);
        }
        Arbitrary<String> more = Arbitraries.frequency(
                Tuple.of(60, LEFT_OUT),
                Tuple.of(1, "unknown=1"),
                Tuple.of(1, "Page=1"),
                Tuple.of(1, "a".repeat(300) + "=1"),
                Tuple.of(1, "=1"),
                Tuple.of(1, "%ff=1"),
                Tuple.of(1, "q=%00"));
        return Combinators.combine(pairs, more).as(RequestArbitraries::with).map(all -> String.join("&", all));
    }

    private static List<String> with(List<String> before, String pair) {
        if (pair.equals(LEFT_OUT)) {
            return before;
        }
        List<String> after = new ArrayList<>(before);
        after.add(pair);
        return after;
    }

    private Arbitrary<Map<String, String>> headers() {
        Arbitrary<Map<String, String>> headers = Arbitraries.just(Map.of());
        for (Map.Entry<String, List<String>> header : new TreeMap<>(HEADERS).entrySet()) {
            boolean isDescribed = operation.parametersIn("header").stream()
                    .anyMatch(parameter -> parameter.name().equals(header.getKey()));
            headers = with(headers, header.getKey(), header.getValue(), isDescribed ? 3 : 40);
        }
        headers = with(headers, "Accept", ACCEPTED, 12);
        Arbitrary<String> type = Arbitraries.frequencyOf(
                Tuple.of(30, Arbitraries.of(describedTypes())),
                Tuple.of(1, Arbitraries.of(TYPES)),
                Tuple.of(1, Arbitraries.just(LEFT_OUT)));
        return Combinators.combine(headers, type).as((all, value) -> with(all, "Content-Type", value));
    }

    private List<String> describedTypes() {
        List<String> described = List.copyOf(content().propertyNames());
        return described.isEmpty() ? List.of("application/json") : described;
    }

    private JsonNode content() {
        return operation.node().path("requestBody").path("content");
    }

    private static Arbitrary<Map<String, String>> with(
            Arbitrary<Map<String, String>> headers, String name, List<String> values, int leftOut) {
        Arbitrary<String> value = Arbitraries.frequencyOf(
                Tuple.of(leftOut, Arbitraries.just(LEFT_OUT)), Tuple.of(1, Arbitraries.of(values)));
        return Combinators.combine(headers, value).as((all, each) -> with(all, name, each));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        if (value.equals(LEFT_OUT)) {
            return headers;
        }
        Map<String, String> all = new TreeMap<>(headers);
        all.put(name, value);
        return all;
    }

    private Arbitrary<String> body() {
        JsonNode content = content();
        @Nullable String media = DocumentedOperation.mediaType(content, "application/json");
        Arbitrary<String> none = Arbitraries.just(LEFT_OUT);
        Arbitrary<String> tooLong = Arbitraries.just("\"" + "a".repeat(300_000) + "\"");
        if (media == null) {
            return Arbitraries.frequencyOf(
                    Tuple.of(60, none), Tuple.of(4, Arbitraries.of("{}", "x", "a=b")), Tuple.of(1, tooLong));
        }
        return Arbitraries.frequencyOf(
                Tuple.of(1, none), Tuple.of(60, json.body(content.path(media).path("schema"))), Tuple.of(1, tooLong));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
