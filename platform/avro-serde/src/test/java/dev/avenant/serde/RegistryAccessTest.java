package dev.avenant.serde;

import static dev.avenant.serde.RoundTrip.roundTrip;
import static dev.avenant.serde.RoundTrip.server;
import static dev.avenant.serde.RoundTrip.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the serde reaches the registry, and when it does. */
@Tag("fast")
class RegistryAccessTest {

    @Test
    void isThroughAProxy() throws Exception {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        HttpServer proxy = server(exchange -> {
            asked.add(exchange.getRequestURI().toString());
            return "{\"id\":7,\"schema\":\"\\\"string\\\"\"}";
        });
        try {
            Map<String, Object> settings = Map.of(
                    "proxy.host", "localhost", "proxy.port", proxy.getAddress().getPort());

            assertThat(roundTrip("http://registry.invalid:8081", settings)).isEqualTo("a");
            assertThat(asked)
                    .containsExactly(
                            "http://registry.invalid:8081/subjects/t-value/versions?normalize=false",
                            "http://registry.invalid:8081/schemas/ids/7?fetchMaxId=false&subject=t-value");
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void isRefusedAtStartThroughAProxyWithoutAPort() {
        Map<String, Object> settings = settings("http://localhost:1", Map.of("proxy.host", "localhost"));

        Throwable thrown = catchThrowable(() -> new KafkaAvroSerializer().configure(settings, false));

        assertThat(thrown)
                .isInstanceOf(ConfigException.class)
                .hasMessage("Setting proxy.port cannot be used: it is -1, and proxy.host needs a port from 1 to 65535");
    }

    @Test
    void isToTheRegistryThatAnswersWhenAnotherIsDownAndStaysThere() throws Exception {
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            String urls = "http://localhost:" + portOfNobody() + "/, " + registry.url() + "/";

            assertThat(roundTrip(urls, Map.of("max.retries", 0))).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void isTriedAsOftenAsIsSet(int retries) throws Exception {
        try (RecordedRegistry registry = new RecordedRegistry().otherwise(503, "")) {

            Throwable thrown = catchThrowable(
                    () -> roundTrip(registry.url(), Map.of("max.retries", retries, "retries.max.wait.ms", 1)));

            assertThat(SerdeFailure.find(thrown).orElseThrow().kind())
                    .isEqualTo(SerdeFailure.Kind.REGISTRY_UNAVAILABLE);
            assertThat(registry.requests()).hasSize(retries + 1);
        }
    }

    @Test
    void isWaitedForWithoutALimitWhenTheLimitIsZero() {
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            assertThat(roundTrip(registry, Map.of("http.connect.timeout.ms", 0, "http.read.timeout.ms", 0)))
                    .isEqualTo("a");
        }
    }

    @Test
    void isNotNeededAfterTheFirstUseOfASchema() throws Exception {
        SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            Map<String, Object> settings = settings(registry.url().toString(), Map.of());
            settings.remove("value.subject.name.strategy"); // so that the topic's association is asked for, too
            serializer.configure(settings, false);
            deserializer.configure(settings, false);
            deserializer.deserialize("t", serializer.serialize("t", "first"));

            registry.close();

            assertThat(deserializer.deserialize("t", serializer.serialize("t", "second")))
                    .isEqualTo("second");
        }
    }

    @Test
    void isWhollyInMemoryForTestsAndApartByName() {
        String url = "mock://" + getClass().getSimpleName();

        assertThat(roundTrip(url, Map.of())).isEqualTo("a");

        try (KafkaAvroDeserializer elsewhere = new KafkaAvroDeserializer()) {
            elsewhere.configure(settings(url + "-other", Map.of()), false);
            Throwable thrown = catchThrowable(() -> elsewhere.deserialize("t", new byte[] {0, 0, 0, 0, 1, 2, 'a'}));
            assertThat(SerdeFailure.find(thrown).orElseThrow().kind()).isEqualTo(SerdeFailure.Kind.UNKNOWN_SCHEMA_ID);
        }
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closedAtOnce.getLocalPort();
        }
    }
}
