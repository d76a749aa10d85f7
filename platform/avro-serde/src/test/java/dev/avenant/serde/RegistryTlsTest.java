package dev.avenant.serde;

import static dev.avenant.serde.RoundTrip.roundTrip;
import static dev.avenant.serde.RoundTrip.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.serde.errors.RegistryUnavailableException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the serde reaches a registry over TLS, with keys and certificates as an operator would make them. */
@Tag("process")
class RegistryTlsTest {

    @TempDir
    Path folder;

    @Test
    void isOverTlsToAServerThatIsTrusted() throws Exception {
        Path server = KeyStores.withKey(folder, "server", "localhost");
        Path trust = KeyStores.trusting(server, "server");
        try (SchemaRegistry registry = SchemaRegistry.start(overTls(server))) {

            assertThat(roundTrip(registry, trusting(trust))).isEqualTo("a");

            Throwable thrown = catchThrowable(() -> roundTrip(registry, Map.of()));
            assertThat(thrown)
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasCauseInstanceOf(SSLException.class)
                    .hasMessageContaining("The schema registry at " + registry.url() + " did not answer POST")
                    .hasMessageContaining("unable to find valid certification path to requested target");
        }
    }

    @Test
    void isOverTlsWithACertificateOfItsOwnWhereTheServerAsksForOne() throws Exception {
        Path server = KeyStores.withKey(folder, "server", "localhost");
        Path client = KeyStores.withKey(folder, "client", "client");
        Path trust = KeyStores.trusting(server, "server");
        SchemaRegistryConfig config = overTls(server)
                .with(
                        "ssl.truststore.location",
                        KeyStores.trusting(client, "client").toString())
                .with("ssl.truststore.password", KeyStores.PASSWORD)
                .with("ssl.client.authentication", "REQUIRED");
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            Map<String, Object> settings = trusting(trust);
            settings.put("max.retries", 0);

            Throwable unknown = catchThrowable(() -> roundTrip(registry, settings));
            settings.put("schema.registry.ssl.keystore.location", client.toString());
            settings.put("schema.registry.ssl.keystore.password", KeyStores.PASSWORD);
            settings.put("schema.registry.ssl.keystore.type", "PKCS12");

            assertThat(unknown).isInstanceOf(RegistryUnavailableException.class);
            assertThat(roundTrip(registry, settings)).isEqualTo("a");
            settings.put("schema.registry.ssl.endpoint.identification.algorithm", "");
            assertThat(roundTrip(registry, settings)).isEqualTo("a");
        }
    }

    @Test
    void checksTheHostOfACertificateUnlessToldNotTo() throws Exception {
        Path server = KeyStores.withKey(folder, "server", "elsewhere.example");
        Map<String, Object> settings = trusting(KeyStores.trusting(server, "server"));
        settings.put("max.retries", 0);
        try (SchemaRegistry registry = SchemaRegistry.start(overTls(server))) {

            Throwable thrown = catchThrowable(() -> roundTrip(registry, settings));
            settings.put("schema.registry.ssl.endpoint.identification.algorithm", "");

            assertThat(thrown)
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("No subject alternative DNS name matching localhost found");
            assertThat(roundTrip(registry, settings)).isEqualTo("a");
        }
    }

    @Test
    void saysWhichKeyStoreCannotBeUsed() {
        Map<String, Object> settings = settings("https://localhost:1", Map.of());
        settings.put("schema.registry.ssl.truststore.location", "/no/such/store.jks");

        Throwable thrown = catchThrowable(() -> new KafkaAvroSerializer().configure(settings, false));

        assertThat(thrown).hasMessageContaining("/no/such/store.jks");
    }

    private static SchemaRegistryConfig overTls(Path keys) {
        return SchemaRegistryConfig.inMemory()
                .host("localhost")
                .with("ssl.keystore.location", keys.toString())
                .with("ssl.keystore.password", KeyStores.PASSWORD);
    }

    private static Map<String, Object> trusting(Path trust) {
        return new HashMap<>(Map.of(
                "schema.registry.ssl.truststore.location",
                trust.toString(),
                "schema.registry.ssl.truststore.password",
                KeyStores.PASSWORD,
                "schema.registry.ssl.truststore.type",
                "PKCS12"));
    }
}
