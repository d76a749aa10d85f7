package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A Kafka that tells the console some of what it asks, and refuses the rest. */
@Tag("broker")
class PartlyRefusedTest {

    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static KafkaBroker kafka;

    @BeforeAll
    static void aKafkaThatKnowsWhoMayWhat() throws Exception {
        kafka = KafkaBroker.start(KafkaBrokerSettings.in(folder.resolve("kafka"))
                .withOverrides(Map.of(
                        "listener.security.protocol.map",
                        "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:broker;User:ANONYMOUS",
                        "listener.name.client.plain.sasl.jaas.config",
                        JAAS + " username='broker' password='of brokers' user_broker='of brokers'"
                                + " user_ada='correct horse';")));
        try (Admin admin = Admin.create(as("broker", "of brokers"))) {
            admin.createTopics(List.of(new NewTopic("told", 2, (short) 1)))
                    .all()
                    .get();
            admin.createAcls(Stream.of(AclOperation.READ, AclOperation.DESCRIBE)
                            .map(operation -> new AclBinding(
                                    new ResourcePattern(ResourceType.TOPIC, "told", PatternType.LITERAL),
                                    new AccessControlEntry("User:ada", "*", operation, AclPermissionType.ALLOW)))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static Map<String, Object> as(String user, String password) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                JAAS + " username='" + user + "' password='" + password + "';"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void theTopicsPageShowsTheRestAndSaysWhatIsMissing() {
        List<String> arguments = as("ada", "correct horse").entrySet().stream()
                .filter(setting -> !setting.getKey().equals("bootstrap.servers"))
                .map(setting -> "--avenant.console.kafka." + setting.getKey() + "=" + setting.getValue())
                .toList();
        try (ConfigurableApplicationContext console = new SpringApplicationBuilder(ConsoleApplication.class)
                .run(Stream.concat(
                                arguments.stream(),
                                Stream.of(
                                        "--server.port=0",
                                        "--avenant.console.timeout=10s",
                                        "--avenant.console.registry-url=http://localhost:1",
                                        "--avenant.console.bootstrap-servers=" + kafka.bootstrapServers()))
                        .toArray(String[]::new))) {
            int port = console.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            Page page = Page.at(port, "/topics/told");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text())
                    .contains("Searched 0 of 0 records , all of them.")
                    .contains("How large the partitions are is not known: Kafka at " + kafka.bootstrapServers()
                            + " refused access: Cluster authorization failed.")
                    .contains("The settings are not known: Kafka at " + kafka.bootstrapServers() + " refused access:")
                    .contains("0 0 0 0 – – 1 1 of 1")
                    .doesNotContain("None: those of the brokers count.");
            assertThat(Page.in(port, "/topics/told", "de").text())
                    .contains("Wie groß die Partitionen sind, ist nicht bekannt: Kafka unter "
                            + kafka.bootstrapServers() + " lehnt den Zugang ab: Cluster authorization failed.");
        }
    }
}
