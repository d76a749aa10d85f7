package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.kafka.embedded.KafkaBroker;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a registry finds out at its start about the cluster that keeps its schemas. */
@Tag("broker")
class KafkaClusterTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static SchemaRegistryConfig config() {
        return SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_cluster");
    }

    @Test
    void tellsTheIdOfTheCluster() throws Exception {
        String id;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            id = admin.describeCluster().clusterId().get();
        }

        SchemaRegistryConfig config = config().with("schema.registry.group.id", "ours");
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            assertThat(RawHttp.send(registry.url(), "GET", "/v1/metadata/id", Map.of(), null)
                            .body())
                    .isEqualTo("{\"scope\":{\"path\":[],\"clusters\":{\"kafka-cluster\":\"" + id
                            + "\",\"schema-registry-cluster\":\"ours\"}}}");
        }
    }

    @Test
    void startsWithoutAWordWhereTransactionsAreSafe() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        listen(log);

        SchemaRegistry.start(config().with("avenant.require.transaction.version", "2"))
                .close();

        assertThat(log.list).isEmpty();
    }

    @Test
    void warnsOfOlderTransactionsOrRefusesThem(@TempDir Path data) throws Exception {
        try (KafkaBroker older = KafkaBroker.start(data)) {
            String servers = older.bootstrapServers();
            lowerTransactionVersion(servers);
            String finding = "The brokers at " + servers + " have transaction.version=1";
            String remedy = "Raise it, when every broker runs Kafka 4.0 or later, with: kafka-features.sh"
                    + " --bootstrap-server " + servers + " upgrade --feature transaction.version=2";
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            listen(log);
            SchemaRegistryConfig config = SchemaRegistryConfig.kafka(servers).topic("_cluster");

            SchemaRegistry.start(config).close();

            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly(finding + ": a registration can be lost, or another one be torn, when a broker and"
                            + " the registry's leader fail together. " + remedy);
            SchemaRegistryConfig demanding = config.topic("_refused").with("avenant.require.transaction.version", "2");
            assertThatThrownBy(() -> SchemaRegistry.start(demanding))
                    .isInstanceOf(RegistryStartException.class)
                    .hasMessage(finding + ", but this registry is to have at least 2. " + remedy);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                assertThat(admin.listTopics().names().get())
                        .contains("_cluster")
                        .doesNotContain("_refused");
            }
        }
    }

    private static void listen(ListAppender<ILoggingEvent> log) {
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.avenant.registry.log.TransactionVersion");
        logger.detachAndStopAllAppenders();
        logger.addAppender(log);
    }

    private static void lowerTransactionVersion(String bootstrapServers) throws Exception {
        FeatureUpdate lower = new FeatureUpdate((short) 1, UpgradeType.SAFE_DOWNGRADE);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.updateFeatures(Map.of("transaction.version", lower), new UpdateFeaturesOptions())
                    .all()
                    .get();
        }
    }
}
