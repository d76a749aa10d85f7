package dev.avenant.service.testing;

import dev.avenant.contracts.ContractFiles;
import dev.avenant.contracts.ContractTree;
import dev.avenant.contracts.RegistryPush;
import dev.avenant.contracts.TopicContract;
import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.util.FileSystemUtils;

/**
 * What a service needs around it, for real: PostgreSQL, Kafka with the topics of the contracts, and a registry that
 * holds their schemas. All tests of a run share one set, which starts with the first and stops with the last.
 */
public final class Surroundings implements BeforeAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Surroundings.class);

    private final Path contracts;
    private @Nullable Running running;

    /** @param contracts the folder that holds {@code contracts.yaml} */
    public Surroundings(Path contracts) {
        this.contracts = contracts;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(contracts, key -> Running.start(contracts), Running.class);
    }

    public String bootstrapServers() {
        return running().broker.bootstrapServers();
    }

    public String registryUrl() {
        return running().registry.url().toString();
    }

    /** Tells a Spring test where all of it is, in the names of the services' settings. */
    public void describeTo(DynamicPropertyRegistry settings) {
        settings.add("spring.datasource.url", () -> running().postgres.getJdbcUrl("postgres", "postgres"));
        settings.add("KAFKA_BOOTSTRAP_SERVERS", this::bootstrapServers);
        settings.add("SCHEMA_REGISTRY_URL", this::registryUrl);
    }

    /** Stops the service before what it needs. */
    public void closeFirst(ConfigurableApplicationContext service) {
        running().services.add(service);
    }

    private Running running() {
        return Objects.requireNonNull(running, "register the extension in a static field");
    }

    private record Running(
            EmbeddedPostgres postgres,
            KafkaBroker broker,
            SchemaRegistry registry,
            Path directory,
            Set<ConfigurableApplicationContext> services)
            implements AutoCloseable {

        static Running start(Path contracts) {
            try {
                Path directory = Files.createTempDirectory("service-test");
                KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"));
                ContractTree tree = ContractTree.load(ContractFiles.folder(contracts));
                try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                    admin.createTopics(tree.contracts().topics().values().stream()
                                    .map(Running::topic)
                                    .toList())
                            .all()
                            .get();
                }
                SchemaRegistry registry =
                        SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));
                RegistryPush.to(new HttpRegistryClient(registry.url(), Duration.ofSeconds(10)))
                        .pushReleasedAndCurrent(tree, step -> {});
                return new Running(EmbeddedPostgres.builder().start(), broker, registry, directory, new HashSet<>());
            } catch (Exception failed) {
                throw new IllegalStateException("What the service needs did not start", failed);
            }
        }

        private static NewTopic topic(TopicContract topic) {
            return new NewTopic(topic.name(), topic.partitions(), (short) 1);
        }

        @Override
        public void close() throws IOException {
            services.forEach(ConfigurableApplicationContext::close);
            registry.close();
            broker.close();
            postgres.close();
            FileSystemUtils.deleteRecursively(directory);
        }
    }
}
