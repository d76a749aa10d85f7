package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class SchemaRegistryTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final String USER =
            "{\"type\":\"record\",\"name\":\"User\",\"namespace\":\"a\",\"fields\":[{\"name\":\"name\",\"type\":\"string\"}]}";
    private static final String USER_WITH_A_NUMBER = USER.replace("\"string\"", "\"int\"");

    @Test
    void givesTheSameSchemaTheSameIdUnderEverySubject() {
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            RegistryClient client = clientOf(registry);

            RegisteredSchema first = client.register("one", SchemaDefinition.of(USER), false);
            RegisteredSchema second = client.register("two", SchemaDefinition.of(USER), false);

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(client.subjects()).containsExactly("one", "two");
        }
    }

    @Test
    void showsWhatItsKafkaClientsMeasure() {
        try (RegistryTester registry = RegistryTester.begin(
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_measured"))) {
            registry.get("/-/metrics");
            registry.post("/subjects/a/versions", RegistryTester.schema("\"int\""));

            String metrics = registry.get("/-/metrics");

            assertThat(metrics)
                    .contains("kafka_consumer_fetch_manager_records_consumed_total{")
                    .contains("kafka_consumer_coordinator_heartbeat_total{")
                    .contains("kafka_producer_record_send_total{");
        }
    }

    @Test
    void refusesWhatTheLatestVersionsReadersCannotRead() {
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            RegistryClient client = clientOf(registry);
            client.register("users", SchemaDefinition.of(USER), false);

            assertThatThrownBy(() -> client.register("users", SchemaDefinition.of(USER_WITH_A_NUMBER), false))
                    .isInstanceOfSatisfying(RegistryException.class, refused -> {
                        assertThat(refused.kind()).isEqualTo(RegistryException.Kind.REJECTED);
                        assertThat(refused.errorCode()).isEqualTo(40901);
                        assertThat(refused).hasMessageContaining("errorType:'TYPE_MISMATCH'");
                    });
        }
    }

    @Test
    void resolvesReferencesAndKeepsWhatIsReferred() {
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            RegistryClient client = clientOf(registry);
            client.register("a.User", SchemaDefinition.of(USER), false);
            String order =
                    "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"a\",\"fields\":[{\"name\":\"who\",\"type\":\"a.User\"}]}";
            List<SchemaReference> references = List.of(new SchemaReference("a.User", "a.User", 1));

            RegisteredSchema registered = client.register("orders", new SchemaDefinition(order, references), false);

            assertThat(client.byId(registered.id() == null ? 0 : registered.id()))
                    .hasValueSatisfying(
                            found -> assertThat(found.referencesOrNone()).isEqualTo(references));
            assertThatThrownBy(() -> client.deleteSubject("a.User", false))
                    .hasMessageContaining("One or more references exist to the schema");
        }
    }

    @Test
    void remembersEverythingThatItAcknowledgedAfterARestart() {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_restarted");
        RegisteredSchema before;
        try (SchemaRegistry first = SchemaRegistry.start(config)) {
            before = clientOf(first).register("users", SchemaDefinition.of(USER), false);
            clientOf(first).setLevel("users", CompatibilityLevel.FULL_TRANSITIVE);
        }

        try (SchemaRegistry second = SchemaRegistry.start(config)) {
            RegistryClient client = clientOf(second);
            assertThat(client.latest("users").map(RegisteredSchema::id)).hasValue(before.id());
            assertThat(client.level("users")).hasValue(CompatibilityLevel.FULL_TRANSITIVE);
        }
    }

    @Test
    void givesNoIdTwiceInAContextThatWasDeletedInBetween() {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_context_deleted");
        try (RegistryTester first = RegistryTester.begin(config)) {
            first.post("/subjects/:.c:a/versions", RegistryTester.schema("\"int\""));
            assertThat(first.post("/subjects/:.c:a/versions", RegistryTester.schema("\"long\"")))
                    .startsWith("200 {\"id\":2,");
            first.delete("/subjects/:.c:a");
            first.delete("/subjects/:.c:a?permanent=true");
            assertThat(first.delete("/contexts/.c")).isEqualTo("204");
        }
        try (RegistryTester second = RegistryTester.begin(config)) {
            assertThat(second.get("/contexts")).isEqualTo("200 [\".\"]");
            second.post("/subjects/default/versions", RegistryTester.schema("\"int\""));
        }
        try (RegistryTester third = RegistryTester.begin(config)) {
            assertThat(third.get("/contexts")).isEqualTo("200 [\".\"]");

            assertThat(third.post("/subjects/:.c:a/versions", RegistryTester.schema("\"string\"")))
                    .startsWith("200 {\"id\":3,");

            assertThat(third.get("/contexts")).isEqualTo("200 [\".\",\".c\"]");
        }
    }

    @Test
    void refusesATopicThatKafkaWouldEmpty() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("_forgetful", 1, (short) 1)))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> SchemaRegistry.start(
                        SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_forgetful")))
                .isInstanceOf(RegistryStartException.class)
                .hasMessage("The topic _forgetful has cleanup.policy=delete, but the registry needs compact, or Kafka"
                        + " deletes schemas. Mend it with: kafka-configs.sh --bootstrap-server "
                        + kafka.bootstrapServers()
                        + " --alter --topic _forgetful --add-config cleanup.policy=compact");
    }

    @Test
    void saysWhatIsWrongWithTheAddressOfKafka() {
        assertThatThrownBy(() -> SchemaRegistry.start(SchemaRegistryConfig.kafka("no-such-host.invalid:9092")))
                .isInstanceOf(RegistryStartException.class)
                .hasMessage("The registry cannot use Kafka as it is configured: No resolvable bootstrap urls given in"
                        + " bootstrap.servers. Correct kafkastore.bootstrap.servers or the settings beside it");
    }

    @Test
    void saysThatTheAddressOfKafkaHasNoPort() {
        assertThatThrownBy(() -> SchemaRegistry.start(SchemaRegistryConfig.kafka("localhost")))
                .isInstanceOf(RegistryStartException.class)
                .hasMessage("The registry cannot use Kafka as it is configured: Invalid url in bootstrap.servers:"
                        + " localhost. Correct kafkastore.bootstrap.servers or the settings beside it");
    }

    @Test
    void saysWhichTrustStoreIsMissing() {
        assertThatThrownBy(() -> SchemaRegistry.start(SchemaRegistryConfig.kafka("localhost:9092")
                        .with("kafkastore.security.protocol", "SSL")
                        .with("kafkastore.ssl.truststore.location", "/no/such/truststore.jks")
                        .with("kafkastore.ssl.truststore.password", "secret")))
                .isInstanceOf(RegistryStartException.class)
                .hasMessage("The registry cannot use Kafka as it is configured: NoSuchFileException:"
                        + " /no/such/truststore.jks. Correct kafkastore.bootstrap.servers or the settings beside it");
    }

    @Test
    void saysWhenItsPortIsTaken() {
        try (SchemaRegistry first = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            int port = first.url().getPort();

            assertThatThrownBy(() ->
                            SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(port)))
                    .isInstanceOf(RegistryStartException.class)
                    .hasMessageContaining("The registry cannot listen on localhost:" + port)
                    .hasMessageEndingWith("Stop what listens there, or choose another port with --port");
        }
    }

    private static RegistryClient clientOf(SchemaRegistry registry) {
        return new HttpRegistryClient(registry.url(), Duration.ofSeconds(10));
    }
}
