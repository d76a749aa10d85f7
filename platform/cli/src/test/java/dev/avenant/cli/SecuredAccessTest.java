package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.kafka.embedded.FreePorts;
import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.security.PasswordFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a registry over TLS that knows its users, and a Kafka that does (SASL). */
@Tag("broker")
class SecuredAccessTest {

    private static final String STORE_PASSWORD = "changeit";
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path shared;

    @SuppressWarnings("NullAway.Init")
    private static SchemaRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private static KafkaBroker kafka;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Shell shell;

    @BeforeAll
    static void aRegistryAndAKafkaWithUsers() throws Exception {
        Path keys = keyStore(shared.resolve("localhost.p12"));
        Path passwords = Files.write(shared.resolve("passwords"), List.of(PasswordFile.line("ada", "correct horse")));
        Path roles = Files.write(shared.resolve("roles"), List.of("ada * admin"));
        registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory()
                .host("localhost")
                .port(0)
                .with("ssl.keystore.location", keys.toString())
                .with("ssl.keystore.password", STORE_PASSWORD)
                .with("avenant.auth.basic.file", passwords.toString())
                .with("avenant.auth.roles.file", roles.toString()));
        kafka = KafkaBroker.start(KafkaBrokerSettings.in(shared.resolve("kafka"))
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
        try (Admin admin = Admin.create(new HashMap<String, Object>(kafkaSettings("correct horse")))) {
            admin.createTopics(List.of(
                            new NewTopic("notes", 1, (short) 1), new NewTopic("notes.readers.dlt", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        registry.close();
        kafka.close();
    }

    @BeforeEach
    void aProject() {
        shell = new Shell(folder);
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

    private static Map<String, String> kafkaSettings(String password) {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                JAAS + " username='ada' password='" + password + "';");
    }

    /** As a user would write it who knows that a registry may be down. */
    private static Map<String, String> registrySettings(String password) {
        return Map.of(
                "schema.registry.url",
                "https://localhost:" + portOfNobody() + "," + registry.url(),
                "schema.registry.ssl.truststore.location",
                shared.resolve("localhost.p12").toString(),
                "schema.registry.ssl.truststore.password",
                STORE_PASSWORD,
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "ada:" + password,
                "http.connect.timeout.ms",
                "60000",
                "http.read.timeout.ms",
                "60000");
    }

    private static int portOfNobody() {
        return FreePorts.pick(1).get(0);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private final String file(Map<String, String>... settings) throws IOException {
        List<String> lines = Stream.of(settings)
                .flatMap(all -> all.entrySet().stream())
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
        return Files.write(folder.resolve("client.properties"), lines).toString();
    }

    @Test
    void pushesToTheRegistryThatAnswersWithTheSettingsOfTheFile() throws IOException {
        String config = file(registrySettings("correct horse"));

        Result pushed = shell.run("push", "--command-config", config);
        Result checked = shell.run("check", "--against", registry.url().toString(), "--command-config", config);

        assertThat(pushed.err()).doesNotContain("correct horse");
        assertThat(pushed.out()).endsWith(" there already.\n");
        assertThat(pushed.exitCode()).isZero();
        assertThat(checked.exitCode()).as(checked.out() + checked.err()).isZero();
    }

    @Test
    void importsFromTheRegistryWithTheSettingsOfTheFile() throws IOException {
        String config = file(registrySettings("correct horse"));
        shell.run("push", "--command-config", config);

        Result imported = new ImportRoundTrip(folder.resolve("imported")).run("import", "--command-config", config);

        assertThat(imported.err()).isEmpty();
        assertThat(imported.exitCode()).isZero();
        assertThat(folder.resolve("imported/schemas/order-events/OrderPlaced/v2.avsc"))
                .exists();
    }

    @Test
    void saysThatTheRegistryRefusesTheCredentialsAndKeepsThemToItself() throws IOException {
        Result refused = shell.run("push", "--command-config", file(registrySettings("battery staple")));

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .contains("The schema registry at " + registry.url() + " answered ")
                .contains(" with 401: ")
                .doesNotContain("battery staple");
        assertThat(refused.out()).doesNotContain("battery staple");
    }

    @Test
    void showsNoPasswordOfAUrl() throws IOException {
        Map<String, String> trust = new HashMap<>(registrySettings("unused"));
        trust.keySet().removeIf(name -> !name.startsWith("schema.registry.ssl.") && !name.startsWith("http."));
        String url = registry.url().toString().replace("://", "://ada:battery%20staple@");

        Result refused = shell.run("push", "--registry", url, "--command-config", file(trust));

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err() + refused.out())
                .contains("The schema registry at " + registry.url() + " answered ")
                .doesNotContain("battery");
    }

    @Test
    void readsAndWritesOnAKafkaThatKnowsItsUsers() throws IOException {
        String config = file(kafkaSettings("correct horse"), registrySettings("correct horse"));

        Result produced =
                Shell.runWith("no Avro", List.of("events", "produce", "notes", "--raw", "--command-config", config));
        Result tailed = Shell.runWith(
                "", List.of("events", "tail", "notes", "--from-beginning", "--max", "1", "--command-config", config));
        Result listed = Shell.runWith("", List.of("dead-letters", "list", "--command-config", config));

        assertThat(produced.err()).isEmpty();
        assertThat(produced.out()).isEqualTo("written to notes, partition 0, offset 0\n");
        assertThat(tailed.out()).contains("no Avro in Confluent's wire format");
        assertThat(listed.out()).isEqualTo("notes.readers.dlt  0 messages\n");
    }

    @Test
    void saysThatKafkaRefusesTheCredentialsAndKeepsThemToItself() throws IOException {
        String config = file(kafkaSettings("battery staple"), registrySettings("correct horse"));

        Result listed = Shell.runWith("", List.of("dead-letters", "list", "--command-config", config));
        Result tailed = Shell.runWith("", List.of("events", "tail", "notes", "--max", "1", "--command-config", config));

        assertThat(listed.exitCode()).isEqualTo(3);
        assertThat(listed.err())
                .isEqualTo("Kafka at " + kafka.bootstrapServers() + " refused the credentials: Authentication failed:"
                        + " Invalid username or password. Check the security settings of --command-config.\n");
        assertThat(tailed.exitCode()).isEqualTo(3);
        assertThat(tailed.err()).contains("refused the credentials").doesNotContain("battery staple");
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Result misspelt = shell.run("push", "--command-config", file(Map.of("basic.auth.user", "ada:correct horse")));
        Result unusable = shell.run(
                "push",
                "--registry",
                "https://localhost:1",
                "--command-config",
                file(Map.of("schema.registry.ssl.truststore.location", "/no/such/store.p12")));
        Result absent = shell.run("push", "--command-config", "/no/such/file");
        String config = folder.resolve("client.properties").toString();

        assertThat(misspelt.exitCode()).isEqualTo(2);
        assertThat(misspelt.err())
                .isEqualTo("In " + config + ": Unknown setting basic.auth.user. Did you mean basic.auth.user.info?\n");
        assertThat(unusable.exitCode()).isEqualTo(2);
        assertThat(unusable.err())
                .startsWith("In " + config + ": Setting schema.registry.ssl.* cannot be used: ")
                .contains("/no/such/store.p12");
        assertThat(absent.exitCode()).isEqualTo(2);
        assertThat(absent.err())
                .isEqualTo("There is no file /no/such/file. Name a properties file with --command-config.\n");
    }
}
