package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.FreePorts;
import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryConnection;
import dev.avenant.registry.client.RegistryCredentials;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.config.RegistryClientConfig;
import dev.avenant.registry.security.PasswordFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The console in front of a registry over TLS that knows its users, and a Kafka that does (SASL). */
@Tag("broker")
class SecuredAccessTest {

    private static final String STORE_PASSWORD = "changeit";
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SchemaRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private static KafkaBroker kafka;

    @BeforeAll
    static void aRegistryAndAKafkaWithUsers() throws Exception {
        Path keys = keyStore(folder.resolve("localhost.p12"));
        Path passwords = Files.write(folder.resolve("passwords"), List.of(PasswordFile.line("ada", "correct horse")));
        Path roles = Files.write(folder.resolve("roles"), List.of("ada * admin"));
        registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory()
                .host("localhost")
                .port(0)
                .with("ssl.keystore.location", keys.toString())
                .with("ssl.keystore.password", STORE_PASSWORD)
                .with("avenant.auth.basic.file", passwords.toString())
                .with("avenant.auth.roles.file", roles.toString()));
        kafka = KafkaBroker.start(KafkaBrokerSettings.in(folder.resolve("kafka"))
                .withOverrides(Map.of(
                        "listener.security.protocol.map",
                        "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.client.plain.sasl.jaas.config",
                        JAAS + " username='broker' password='of brokers' user_broker='of brokers'"
                                + " user_ada='correct horse';")));
        RegistryConnection connection = new RegistryClientConfig(Map.of(
                        "schema.registry.url",
                        registry.url().toString(),
                        "schema.registry.ssl.truststore.location",
                        keys.toString(),
                        "schema.registry.ssl.truststore.password",
                        STORE_PASSWORD))
                .connection()
                .withCredentials(RegistryCredentials.basic("ada:correct horse"));
        try (RegistryClient client = new HttpRegistryClient(connection);
                Admin admin = Admin.create(Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        JAAS + " username='ada' password='correct horse';"))) {
            client.register("notes-value", SchemaDefinition.of("\"string\""), false);
            admin.createTopics(List.of(new NewTopic("notes", 3, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        registry.close();
        kafka.close();
    }

    private static Path keyStore(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost"));
        command.addAll(List.of("-ext", "san=dns:localhost", "-validity", "2", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", STORE_PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return file;
    }

    /** A console with that password for both, and one registry more that is down. */
    private static ConfigurableApplicationContext console(String password) throws IOException {
        String down = "https://localhost:" + FreePorts.pick(1).get(0);
        return new SpringApplicationBuilder(ConsoleApplication.class)
                .run(
                        "--server.port=0",
                        "--avenant.console.timeout=10s",
                        "--avenant.console.registry-url=" + down + "," + registry.url(),
                        "--avenant.console.registry.schema.registry.ssl.truststore.location="
                                + folder.resolve("localhost.p12"),
                        "--avenant.console.registry.schema.registry.ssl.truststore.password=" + STORE_PASSWORD,
                        "--avenant.console.registry.basic.auth.credentials.source=USER_INFO",
                        "--avenant.console.registry.basic.auth.user.info=ada:" + password,
                        "--avenant.console.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--avenant.console.kafka.security.protocol=SASL_PLAINTEXT",
                        "--avenant.console.kafka.sasl.mechanism=PLAIN",
                        "--avenant.console.kafka.sasl.jaas.config=" + JAAS + " username='ada' password='" + password
                                + "';");
    }

    private static Page at(ConfigurableApplicationContext console, String path) {
        return Page.at(console.getEnvironment().getRequiredProperty("local.server.port", Integer.class), path);
    }

    @Test
    void showsWhatTheRegistryAndKafkaHoldForAUserTheyKnow() throws IOException {
        try (ConfigurableApplicationContext console = console("correct horse")) {

            Page page = at(console, "/");
            Page subjects = at(console, "/subjects");

            assertThat(page.text())
                    .contains("Schema registry 1 subject,", "Kafka 1 topic", "notes 3 0")
                    .doesNotContain("correct horse");
            assertThat(subjects.text()).contains("notes-value").doesNotContain("correct horse");
        }
    }

    @Test
    void saysThatTheyRefuseTheCredentialsAndKeepsThemToItself() throws IOException {
        try (ConfigurableApplicationContext console = console("battery staple")) {
            Page page = at(console, "/");
            Page subject = at(console, "/subjects/notes-value");

            assertThat(page.text())
                    .contains("Schema registry refused The schema registry at " + registry.url()
                            + " answered GET /subjects with 401: ")
                    .contains("Check the console's settings under avenant.console.registry")
                    .contains("Kafka refused Kafka at " + kafka.bootstrapServers()
                            + " refused access: Authentication failed: Invalid username or password. Check the"
                            + " console's settings under avenant.console.kafka");
            assertThat(subject.status()).isEqualTo(502);
            assertThat(subject.text()).contains("Access refused");
            assertThat(page.html() + subject.html()).doesNotContain("battery staple");
        }
    }

    @Test
    void showsNoPasswordInTheTextOfItsSettings() throws IOException {
        try (ConfigurableApplicationContext console = console("battery staple")) {
            assertThat(console.getBean(ConsoleSettings.class).toString())
                    .contains(registry.url().toString(), kafka.bootstrapServers())
                    .doesNotContain("battery staple");
        }
    }
}
