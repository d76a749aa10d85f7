package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fast")
class WireCasesTest {

    static Stream<Arguments> written() {
        return WireCases.of("serialized.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("written")
    void writesTheRecordedBytes(String name, JsonNode recorded) throws IOException {
        try (RecordedRegistry registry = new RecordedRegistry().play(recorded.path("serializerRequests"));
                KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            playSetup(recorded, registry);
            serializer.configure(
                    WireCases.settings(recorded.path("config"), registry.url()),
                    recorded.path("isKey").asBoolean());
            Headers headers = new RecordHeaders();
            Object value = WireCases.value(recorded);

            if (recorded.has("exception")) {
                Throwable thrown = catchThrowable(
                        () -> serializer.serialize(recorded.path("topic").asText(), headers, value));

                assertThat(thrown).isInstanceOf(SerializationException.class);
                return;
            }
            byte[] bytes = serializer.serialize(recorded.path("topic").asText(), headers, value);

            assertThat(hex(bytes)).isEqualTo(textOrNull(recorded.path("valueHex")));
            assertThat(hexOf(headers)).isEqualTo(recordedHeaders(recorded));
            assertThat(registry.requests()).isEqualTo(paths(recorded.path("serializerRequests")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("written")
    void readsTheRecordedBytes(String name, JsonNode recorded) throws IOException {
        if (recorded.has("exception")) {
            return;
        }
        try (RecordedRegistry registry = new RecordedRegistry().play(recorded.path("deserializerRequests"));
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            JsonNode config = recorded.has("deserializerConfig")
                    ? recorded.path("deserializerConfig")
                    : readersPart(recorded.path("config"));
            deserializer.configure(
                    WireCases.settings(config, registry.url()),
                    recorded.path("isKey").asBoolean());
            Headers headers = new RecordHeaders();
            recorded.path("headers")
                    .forEach(header -> headers.add(
                            header.path("key").asText(),
                            HexFormat.of().parseHex(header.path("valueHex").asText())));
            String hex = textOrNull(recorded.path("valueHex"));

            Object value = deserializer.deserialize(
                    recorded.path("topic").asText(),
                    headers,
                    hex == null ? null : HexFormat.of().parseHex(hex));

            assertThat(value instanceof byte[] bytes ? hex(bytes) : String.valueOf(value))
                    .isEqualTo(recorded.path("decoded").asText());
            if (recorded.hasNonNull("decodedClass")) {
                assertThat(Objects.requireNonNull(value).getClass().getName())
                        .isEqualTo(recorded.path("decodedClass").asText());
            }
            if (recorded.hasNonNull("decodedSchema")) {
                assertThat(((GenericContainer) Objects.requireNonNull(value))
                                .getSchema()
                                .toString())
                        .isEqualTo(recorded.path("decodedSchema").asText());
            }
            assertThat(paths(recorded.path("deserializerRequests"))).containsAll(registry.requests());
        }
    }

    private static void playSetup(JsonNode recorded, RecordedRegistry registry) {
        if (!recorded.path("case").asText().equals("use-latest-version-older-record")) {
            return;
        }
        // The recording of a failed write keeps no exchanges; these are the answers that its set-up implies.
        JsonNode latest = recorded.path("setup").path(1).path("response");
        registry.on("GET", "/associations/resources/-/latest2?resourceType=topic&associationType=value", 200, "[]");
        registry.on("GET", "/subjects/latest2-value/versions/latest", 200, latest.toString());
    }

    private static JsonNode readersPart(JsonNode config) {
        var part = WireCases.JSON.createObjectNode();
        config.properties().stream()
                .filter(entry -> entry.getKey().startsWith("avro.use."))
                .forEach(entry -> part.set(entry.getKey(), entry.getValue()));
        return part;
    }

    private static List<String> paths(JsonNode requests) {
        List<String> paths = new ArrayList<>();
        requests.forEach(request -> paths.add(
                request.path("method").asText() + " " + request.path("path").asText()));
        return paths;
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isNull() ? null : node.asText();
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }

    private static Map<String, @Nullable String> hexOf(Headers headers) {
        Map<String, @Nullable String> all = new TreeMap<>();
        headers.forEach(header -> all.put(header.key(), hex(header.value())));
        return all;
    }

    private static Map<String, String> recordedHeaders(JsonNode recorded) {
        Map<String, String> all = new TreeMap<>();
        recorded.path("headers")
                .forEach(header -> all.put(
                        header.path("key").asText(), header.path("valueHex").asText()));
        return all;
    }
}
