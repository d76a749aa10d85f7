package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.serde.errors.RegistryUnavailableException;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of Kafka's exception classes a failure is of, beyond what was recorded. */
@Tag("fast")
class FailureClassesTest {

    private static final byte[] PAYLOAD = {0, 0, 0, 0, 7, 2, 'a'};
    private static final String TOPIC_NAME = "io.confluent.kafka.serializers.subject.TopicNameStrategy";

    @ParameterizedTest
    @CsvSource({
        "400, SerializationException, REGISTRY_REJECTED, 1",
        "401, AuthenticationException, REGISTRY_REFUSED, 1",
        "403, AuthorizationException, REGISTRY_REFUSED, 1",
        "405, SerializationException, REGISTRY_REJECTED, 1",
        "406, SerializationException, REGISTRY_REJECTED, 1",
        "408, TimeoutException, REGISTRY_UNAVAILABLE, 4",
        "409, SerializationException, REGISTRY_REJECTED, 1",
        "415, SerializationException, REGISTRY_REJECTED, 1",
        "422, SerializationException, REGISTRY_REJECTED, 1",
        "429, ThrottlingQuotaExceededException, REGISTRY_UNAVAILABLE, 4",
        "500, TimeoutException, REGISTRY_UNAVAILABLE, 4",
        "501, SerializationException, REGISTRY_UNAVAILABLE, 1",
        "502, DisconnectException, REGISTRY_UNAVAILABLE, 4",
        "503, TimeoutException, REGISTRY_UNAVAILABLE, 4",
        "504, TimeoutException, REGISTRY_UNAVAILABLE, 4",
        "507, SerializationException, REGISTRY_UNAVAILABLE, 4",
    })
    void isThatOfTheStatus(int status, String expected, SerdeFailure.Kind kind, int requests) throws IOException {
        String body = "{\"error_code\":" + status + ",\"message\":\"so it is\"}";
        try (RecordedRegistry registry = new RecordedRegistry().otherwise(status, body)) {
            Throwable written = catchThrowable(() -> serializer(registry.url()).serialize("t", "a"));
            int asked = registry.requests().size();
            Throwable read = catchThrowable(() -> deserializer(registry.url()).deserialize("t", PAYLOAD));

            for (Throwable thrown : new Throwable[] {written, read}) {
                assertThat(thrown).isInstanceOf(named(expected));
                assertThat(SerdeFailure.find(thrown).orElseThrow().kind()).isEqualTo(kind);
                assertThat(thrown).cause().isInstanceOf(RegistryException.class);
            }
            assertThat(asked).isEqualTo(requests);
            assertThat(registry.requests()).hasSize(2 * requests);
        }
    }

    private static Class<?> named(String exception) {
        return switch (exception) {
            case "AuthenticationException" -> AuthenticationException.class;
            case "AuthorizationException" -> AuthorizationException.class;
            case "TimeoutException" -> TimeoutException.class;
            case "DisconnectException" -> DisconnectException.class;
            case "ThrottlingQuotaExceededException" -> ThrottlingQuotaExceededException.class;
            default -> SerializationException.class;
        };
    }

    @Test
    void isATimeoutWhenTheRegistryDoesNotAnswerInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://localhost:" + silent.getLocalPort();

            Throwable written = catchThrowable(() -> serializer(url).serialize("t", "a"));
            Throwable read = catchThrowable(() -> deserializer(url).deserialize("t", PAYLOAD));

            assertThat(written)
                    .isInstanceOf(TimeoutException.class)
                    .hasCauseInstanceOf(SocketTimeoutException.class)
                    .hasMessage("[value of t, subject t-value] The schema could not be registered: The schema registry"
                            + " at " + url + " did not answer POST /subjects/t-value/versions?normalize=false: no"
                            + " answer within PT0.3S");
            assertThat(read)
                    .isInstanceOf(TimeoutException.class)
                    .hasCauseInstanceOf(SocketTimeoutException.class)
                    .hasMessage("[value of t, subject t-value, schema 7] The schema that the record names could not be"
                            + " fetched: The schema registry at " + url + " did not answer GET"
                            + " /schemas/ids/7?fetchMaxId=false&subject=t-value: no answer within PT0.3S");
            assertThat(SerdeFailure.find(read).orElseThrow().kind().isTransient())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isAnOutageWhenTheConnectionIsClosedWithoutAnAnswer(boolean isReset) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread closing = new Thread(() -> closeAll(server, isReset));
            closing.setDaemon(true); // it ends with the server
            closing.start();

            Throwable thrown = catchThrowable(() ->
                    serializer("http://localhost:" + server.getLocalPort()).serialize("t", "a"));

            assertThat(thrown)
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasCauseInstanceOf(SocketException.class);
        }
    }

    private static void closeAll(ServerSocket server, boolean isReset) {
        try {
            while (true) {
                try (Socket accepted = server.accept()) {
                    if (isReset) {
                        accepted.setSoLinger(true, 0);
                    }
                }
            }
        } catch (IOException closed) {
            // The end of the test closes the server.
        }
    }

    @Test
    void isAboutTheSettingsWhenAnIdHasNoPlace() {
        KafkaAvroSerializer serializer = inMemory(Map.of(
                "auto.register.schemas",
                true,
                "value.schema.id.serializer",
                "io.confluent.kafka.serializers.schema.id.HeaderSchemaIdSerializer"));

        SerdeException thrown = catchThrowableOfType(SerdeException.class, () -> serializer.serialize("t", "a"));

        assertThat(thrown)
                .hasMessage("[value of t, subject t-value, schema 1] Error serializing Avro message: The schema id goes"
                        + " into a header, but serialize was called without headers")
                .hasCauseInstanceOf(SerializationException.class);
        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.MISCONFIGURED);
    }

    @Test
    void isAboutTheSettingsWhenAGuidIsToStandWhereOnlyAnIdCan() throws IOException {
        String guid = "1a65f93b-91ba-8637-e996-30fa6ae9698a";
        try (RecordedRegistry registry = new RecordedRegistry()
                .on(
                        "GET",
                        "/schemas/guids/" + guid,
                        200,
                        "{\"schema\":\"\\\"string\\\"\",\"guid\":\"" + guid + "\"}")) {
            KafkaAvroSerializer serializer = new KafkaAvroSerializer();
            Map<String, Object> settings = settings(registry.url());
            settings.put("auto.register.schemas", false);
            settings.put("use.schema.guid", guid);
            serializer.configure(settings, false);

            SerdeException thrown = catchThrowableOfType(SerdeException.class, () -> serializer.serialize("t", "a"));

            assertThat(thrown)
                    .hasMessage("[value of t, subject t-value, schema " + guid + "] Error serializing Avro message:"
                            + " The registry gives no id for schema " + guid + ", which is known by its GUID alone."
                            + " Use the HeaderSchemaIdSerializer, or set use.schema.id")
                    .hasCauseInstanceOf(SerializationException.class);
        }
    }

    @Test
    void isAboutTheClassWhenTheLatestSchemaCannotReadWhatItWrites() {
        InMemoryRegistryClient registry = new InMemoryRegistryClient();
        registry.register("t-value", SchemaDefinition.of("\"int\""), false);
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(
                registry, Map.of("schema.registry.url", "mock://unused", "use.latest.version", true));

        SerdeException thrown = catchThrowableOfType(SerdeException.class, () -> serializer.serialize("t", "a"));

        assertThat(thrown)
                .hasMessage("[value of t, subject t-value, schema 1] Incompatible schema: what \"string\" writes cannot"
                        + " be read with the registered schema \"int\". Build the producer with that version, or set"
                        + " latest.compatibility.strict=false")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void isAboutTheValueWhenItIsNoBytes() {
        InMemoryRegistryClient registry = new InMemoryRegistryClient();
        registry.register("t-value", SchemaDefinition.of("\"bytes\""), false);
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(
                registry, Map.of("schema.registry.url", "mock://unused", "use.latest.version", true));

        SerdeException thrown = catchThrowableOfType(SerdeException.class, () -> serializer.serialize("t", "a"));

        assertThat(thrown)
                .hasMessage("[value of t, subject t-value, schema 1] Error serializing Avro message: Unrecognized bytes"
                        + " object of type: java.lang.String")
                .hasCauseInstanceOf(SerializationException.class);
    }

    @Test
    void isThatNothingIsConfiguredEvenForATombstone() {
        Throwable read = catchThrowable(() -> new KafkaAvroDeserializer().deserialize("t", null));

        assertThat(read).isInstanceOf(InvalidConfigurationException.class);
        assertThat(new KafkaAvroSerializer().serialize("t", new RecordHeaders(), null))
                .isNull();
    }

    @Test
    void isOfTheSettingsWhenAStrategyIsNoStrategy() {
        Throwable thrown = catchThrowable(() -> inMemory(Map.of("value.subject.name.strategy", String.class)));

        assertThat(thrown).isInstanceOf(KafkaException.class).hasMessageContaining("java.lang.String");
    }

    @Test
    void isOfTheSettingsWhenTheReadersClassIsNotGenerated() {
        Map<String, Object> settings = settings("mock://unused");
        settings.put("specific.avro.reader", true);
        settings.put("specific.avro.value.type", String.class);

        Throwable thrown = catchThrowable(() -> new KafkaAvroDeserializer().configure(settings, false));

        assertThat(thrown)
                .isInstanceOf(ConfigException.class)
                .hasMessage("Setting specific.avro.value.type cannot be used: java.lang.String is no class that Avro"
                        + " generated; name one, or set schema.reflection=true");
        new KafkaAvroDeserializer().configure(settings, true);
    }

    private static KafkaAvroSerializer inMemory(Map<String, Object> more) {
        Map<String, Object> settings = settings("mock://unused");
        settings.putAll(more);
        return new KafkaAvroSerializer(new InMemoryRegistryClient(), settings);
    }

    private static KafkaAvroSerializer serializer(String url) {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        serializer.configure(settings(url), false);
        return serializer;
    }

    private static KafkaAvroDeserializer deserializer(String url) {
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        deserializer.configure(settings(url), false);
        return deserializer;
    }

    private static Map<String, Object> settings(String url) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", url);
        settings.put("auto.register.schemas", true);
        settings.put("retries.wait.ms", 1);
        settings.put("http.read.timeout.ms", 300);
        settings.put("value.subject.name.strategy", TOPIC_NAME);
        return settings;
    }
}
