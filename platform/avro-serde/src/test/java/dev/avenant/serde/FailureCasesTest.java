package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.serde.errors.RegistryUnavailableException;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fast")
class FailureCasesTest {

    private static final String ORDER =
            "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"},"
                    + "{\"name\":\"sku\",\"type\":\"string\"},{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}]}";
    private static final byte[] ORDER_BYTES = HexFormat.of().parseHex("00000000015406412d3102046869");
    private static final String GUID = "1a65f93b-91ba-8637-e996-30fa6ae9698a";

    /** Recorded causes that tell of a fault inside the recorded software, which has no counterpart here. */
    private static final Set<String> OTHERWISE_CAUSED =
            Set.of("200-empty-object-serialize-auto-off", "config-retries-negative", "config-url-blank-list");

    static Stream<Arguments> payloads() {
        return WireCases.of("deserializer-failures.json");
    }

    static Stream<Arguments> writes() {
        return WireCases.of("serializer-failures.json");
    }

    static Stream<Arguments> registries() {
        return WireCases.of("registry-failures.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void refusesAPayloadAsRecorded(String name, JsonNode recorded) throws IOException {
        Map<String, Object> config =
                name.equals("trailing-bytes-fail-on") ? Map.of("avro.fail.on.trailing.data", true) : Map.of();
        try (RecordedRegistry registry = holdingOrder().play(recorded.path("requests"));
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            if (!name.equals("not-configured")) {
                deserializer.configure(settings(registry.url(), config), false);
            }
            byte[] payload = name.equals("header-and-prefix") ? ORDER_BYTES : bytes(recorded.path("payloadHex"));

            Outcome outcome = Outcome.of(() -> deserializer.deserialize("dfail", headersOf(name, recorded), payload));

            assertAsRecorded(name, recorded, outcome);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void refusesAWriteAsRecorded(String name, JsonNode recorded) throws IOException {
        Map<String, Object> config = new HashMap<>();
        if (name.startsWith("config-max-schemas")) {
            config.put("max.schemas.per.subject", 0);
        }
        switch (name) {
            case "unregistered-subject-auto-off" -> config.put("auto.register.schemas", false);
            case "use-latest-unknown-subject" -> {
                config.put("auto.register.schemas", false);
                config.put("use.latest.version", true);
            }
            case "use-schema-id-unknown" -> {
                config.put("auto.register.schemas", false);
                config.put("use.schema.id", 99_999);
            }
            case "record-name-strategy-primitive" ->
                config.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.RecordNameStrategy");
            default -> {}
        }
        try (RecordedRegistry registry = holdingOrder().play(recorded.path("requests"));
                KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            Map<String, Object> settings = settings(registry.url(), config);
            recorded.path("config")
                    .properties()
                    .forEach(entry -> settings.put(
                            entry.getKey(),
                            entry.getValue().isInt()
                                    ? (Object) entry.getValue().asInt()
                                    : entry.getValue().asText()));
            Outcome outcome = Outcome.of(() -> {
                if (!name.equals("not-configured")) {
                    serializer.configure(settings, false);
                }
                return serializer.serialize(topicOf(recorded, name), valueOf(name));
            });

            assertAsRecorded(name, recorded, outcome);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("registries")
    void reportsARegistryAsRecorded(String name, JsonNode recorded) throws IOException {
        if (!recorded.has("status")) {
            return;
        }
        Map<String, Object> config = new HashMap<>();
        config.put("auto.register.schemas", !name.contains("auto-off"));
        if (!name.endsWith("default-strategy")) {
            config.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicNameStrategy");
        }
        try (RecordedRegistry registry = new RecordedRegistry()
                        .otherwise(
                                recorded.path("status").asInt(),
                                recorded.path("responseBody").asText());
                KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            serializer.configure(settings(registry.url(), config), false);
            deserializer.configure(settings(registry.url(), config), false);

            Outcome outcome = Outcome.of(() -> name.contains("deserialize")
                    ? deserializer.deserialize("t", ORDER_BYTES)
                    : serializer.serialize("t", order("A-1")));

            assertAsRecorded(name, recorded, outcome);
            assertThat(registry.requests())
                    .hasSize(recorded.path("requestsReceived").asInt());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("registries")
    void saysThatARegistryIsAway(String name, JsonNode recorded) throws IOException {
        if (recorded.has("status") || name.startsWith("first-url-down")) {
            return;
        }
        InetAddress local = InetAddress.getLoopbackAddress();
        try (ServerSocket silent = new ServerSocket(0, 1, local);
                KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            String url = switch (name.substring(0, name.lastIndexOf('-'))) {
                case "connection-refused" -> "http://localhost:" + portOfNobody();
                case "unknown-host" -> "http://no-such-host.invalid:8081";
                default -> "http://localhost:" + silent.getLocalPort();
            };
            serializer.configure(settings(url, Map.of("http.read.timeout.ms", 500)), false);
            deserializer.configure(settings(url, Map.of("http.read.timeout.ms", 500)), false);

            Outcome outcome = Outcome.of(() -> name.endsWith("deserialize")
                    ? deserializer.deserialize("t", ORDER_BYTES)
                    : serializer.serialize("t", order("A-1")));

            assertAsRecorded(name, recorded, outcome);
            assertThat(outcome.thrown()).isInstanceOf(RegistryUnavailableException.class);
            assertThat(SerdeFailure.find(outcome.thrown()).orElseThrow().kind().isTransient())
                    .isTrue();
        }
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closedAtOnce.getLocalPort();
        }
    }

    private static void assertAsRecorded(String name, JsonNode recorded, Outcome outcome) {
        Throwable thrown = outcome.thrown();
        if (!recorded.path("threw").asBoolean()) {
            assertThat(thrown).isNull();
            assertThat(outcome.text()).isEqualTo(recorded.path("result").asText());
            return;
        }
        if (thrown == null) {
            throw new AssertionError(name + " ended in " + outcome.text());
        }
        JsonNode chain = recorded.path("exception");
        assertThat(namesOf(thrown)).contains(chain.path(0).path("class").asText());
        if (thrown instanceof ConfigException config) {
            String key = recorded.path("config").fieldNames().next();
            assertThat(config.getMessage()).contains(key);
            return;
        }
        if (name.startsWith("config-strategy")) {
            return;
        }
        assertThat(SerdeFailure.find(thrown)).isPresent();
        if (!OTHERWISE_CAUSED.contains(name)) {
            for (int i = 1; i < chain.size(); i++) {
                assertCause(chain.path(i), thrown);
            }
        }
    }

    private static void assertCause(JsonNode cause, Throwable thrown) {
        if (cause.has("status")) {
            assertThat(causesOf(thrown))
                    .filteredOn(RegistryException.class::isInstance)
                    .map(each -> (RegistryException) each)
                    .extracting(RegistryException::status, RegistryException::errorCode)
                    .containsExactly(tuple(
                            cause.path("status").asInt(),
                            cause.path("errorCode").asInt()));
        } else {
            assertThat(causesOf(thrown).stream().flatMap(each -> namesOf(each).stream()))
                    .contains(cause.path("class").asText());
        }
    }

    private static List<Throwable> causesOf(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static List<String> namesOf(Throwable thrown) {
        List<String> names = new ArrayList<>();
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            names.add(type.getName());
        }
        return names;
    }

    private static RecordedRegistry holdingOrder() throws IOException {
        String schema = WireCases.JSON
                .createObjectNode()
                .put("schema", ORDER)
                .put("guid", GUID)
                .toString();
        return new RecordedRegistry()
                .on("GET", "/associations/resources/-/dfail?resourceType=topic&associationType=value", 200, "[]")
                .on("GET", "/associations/resources/-/cfgtest?resourceType=topic&associationType=value", 200, "[]")
                .on("GET", "/schemas/ids/1?fetchMaxId=false&subject=dfail-value", 200, schema);
    }

    private static Map<String, Object> settings(String url, Map<String, ?> more) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("schema.registry.url", url, "auto.register.schemas", true, "retries.wait.ms", 1));
        settings.putAll(more);
        return settings;
    }

    private static @Nullable Headers headersOf(String name, JsonNode recorded) {
        if (name.equals("header-and-prefix")) {
            String hex = "01" + GUID.replace("-", "");
            return new RecordHeaders().add("__value_schema_id", HexFormat.of().parseHex(hex));
        }
        if (!recorded.has("headerHex")) {
            return null;
        }
        String hex = recorded.path("headerHex").asText();
        byte[] value = hex.equals("zz") ? null : HexFormat.of().parseHex(hex);
        return new RecordHeaders().add("__value_schema_id", value);
    }

    private static byte @Nullable [] bytes(JsonNode hex) {
        return hex.isNull() || hex.isMissingNode() ? null : HexFormat.of().parseHex(hex.asText());
    }

    private static String topicOf(JsonNode recorded, String name) {
        for (JsonNode request : recorded.path("requests")) {
            String path = request.path("path").asText();
            if (path.startsWith("/associations/resources/-/")) {
                return path.substring("/associations/resources/-/".length(), path.indexOf('?'));
            }
        }
        return name.startsWith("config-") ? "cfgtest" : "t";
    }

    private static Object valueOf(String name) {
        return switch (name) {
            case "unsupported-type" -> Instant.EPOCH;
            case "record-name-strategy-primitive" -> "text";
            case "missing-field" -> order(null);
            case "wrong-field-type" -> order(5);
            default -> name.startsWith("config-") ? "str" : order("A-1");
        };
    }

    private static GenericData.Record order(@Nullable Object sku) {
        GenericData.Record order = new GenericData.Record(new Schema.Parser().parse(ORDER));
        order.put("id", 42L);
        order.put("sku", sku);
        order.put("note", "hi");
        return order;
    }

    private record Outcome(@Nullable Throwable thrown, String text) {
        static Outcome of(Callable<@Nullable Object> call) {
            Object[] result = new Object[1];
            Throwable thrown = catchThrowable(() -> result[0] = call.call());
            String text =
                    result[0] instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(result[0]);
            return new Outcome(thrown, text);
        }
    }
}
