package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on a properties file that was written for Confluent's server. */
@Tag("process")
class ExistingConfigurationTest {

    private static final String PASSWORD = "changeit";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    @TempDir
    Path folder;

    @Test
    void runsOnTheFileOfAnotherServerWithKafkaBehindTlsAndAPassword() throws Exception {
        Path keys = keyStore();
        try (KafkaBroker kafka = KafkaBroker.start(secured(keys))) {
            Path file = Files.writeString(
                    folder.resolve("schema-registry.properties"),
                    example().replace("{kafka}", kafka.bootstrapServers()).replace("{folder}", folder.toString()));
            Process registry = start("--config", file.toString());
            try (BufferedReader out = registry.inputReader()) {
                String ready = out.readLine();

                assertThat(ready).as(said()).startsWith("Schema registry ready at http://localhost:");
                URI url = URI.create(ready.substring("Schema registry ready at ".length()));
                assertThat(RawHttp.send(
                                        url,
                                        "POST",
                                        "/subjects/a/versions",
                                        Map.of("Content-Type", "application/json"),
                                        "{\"schema\":\"\\\"string\\\"\"}".getBytes(StandardCharsets.UTF_8))
                                .status())
                        .isEqualTo(200);
                assertThat(RawHttp.send(url, "GET", "/config", Map.of(), null).body())
                        .isEqualTo("{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
                assertThat(said())
                        .contains("These properties mean nothing to this registry: debug, kafkastore.init.timeout.ms,"
                                + " schema.registry.resource.extension.class\n");
            } finally {
                registry.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void refusesAFileWhoseProtectionWouldBeLost() throws Exception {
        Path file = Files.writeString(
                folder.resolve("schema-registry.properties"), "authentication.method=BASIC\navenant.in.memory=true\n");

        Process registry = start("--config", file.toString(), "--port", "0");

        assertThat(registry.waitFor()).isEqualTo(3);
        assertThat(said())
                .isEqualTo("authentication.method is BASIC, which this registry does not read, so it would be open to"
                        + " everybody. Set avenant.auth.basic.file (and avenant.auth.roles.file), or take"
                        + " authentication.method out\n");
    }

    @Test
    void takesTheSecretOfMetadataFromTheEnvironmentWhereTheFileHasNone() throws Exception {
        Path file = Files.writeString(folder.resolve("schema-registry.properties"), "avenant.in.memory=true\n");

        Process registry = start(Map.of("METADATA_ENCODER_SECRET", " "), "--config", file.toString(), "--port", "0");

        assertThat(registry.waitFor()).isEqualTo(3);
        assertThat(said()).isEqualTo("metadata.encoder.secret must not be empty. Set a secret, or take it out\n");
    }

    private Process start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RegistryMain.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    private static String example() throws IOException {
        try (InputStream in =
                ExistingConfigurationTest.class.getResourceAsStream("/config/schema-registry.properties")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A broker whose clients must know a password, over TLS. */
    private KafkaBrokerSettings secured(Path keys) throws IOException {
        return KafkaBrokerSettings.in(Files.createDirectory(folder.resolve("kafka")))
                .withOverrides(Map.of(
                        "listener.security.protocol.map",
                        "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.client.plain.sasl.jaas.config",
                        PLAIN + " username=\"broker\" password=\"broker-secret\" user_broker=\"broker-secret\""
                                + " user_registry=\"registry-secret\";",
                        "ssl.keystore.location",
                        keys.toString(),
                        "ssl.keystore.password",
                        PASSWORD,
                        "ssl.truststore.location",
                        folder.resolve("trust.p12").toString(),
                        "ssl.truststore.password",
                        PASSWORD));
    }

    /** A key for localhost in {@code keys.p12}, and its certificate in {@code trust.p12}. */
    private Path keyStore() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "kafka",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("kafka", keys.getCertificate("kafka"));
        try (OutputStream out = Files.newOutputStream(folder.resolve("trust.p12"))) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
