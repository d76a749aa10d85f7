package jobplatform.user;

import dev.avenant.contracts.ContractFiles;
import dev.avenant.contracts.ContractTree;
import dev.avenant.contracts.RegistryPush;
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
import java.util.List;
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

/** What the service needs around it, for real: PostgreSQL, Kafka and a registry that holds the contracts. */
final class Surroundings implements BeforeAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Surroundings.class);

    private @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running =
                context.getRoot().getStore(NAMESPACE).computeIfAbsent("running", key -> Running.start(), Running.class);
    }

    String bootstrapServers() {
        return running().broker.bootstrapServers();
    }

    String registryUrl() {
        return running().registry.url().toString();
    }

    void describeTo(DynamicPropertyRegistry settings) {
        settings.add("spring.datasource.url", () -> running().postgres.getJdbcUrl("postgres", "postgres"));
        settings.add("KAFKA_BOOTSTRAP_SERVERS", this::bootstrapServers);
        settings.add("SCHEMA_REGISTRY_URL", this::registryUrl);
    }

    /** Stops the service before what it needs. */
    void closeFirst(ConfigurableApplicationContext service) {
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

        static Running start() {
            try {
                Path directory = Files.createTempDirectory("user-service-test");
                KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"));
                try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                    admin.createTopics(List.of(topic("user-events"), topic("job-events")))
                            .all()
                            .get();
                }
                SchemaRegistry registry =
                        SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));
                new RegistryPush(new HttpRegistryClient(registry.url(), Duration.ofSeconds(10)), true)
                        .push(ContractTree.load(ContractFiles.folder(Path.of("..", "schemas"))), true, step -> {});
                return new Running(EmbeddedPostgres.builder().start(), broker, registry, directory, new HashSet<>());
            } catch (Exception failed) {
                throw new IllegalStateException("What the service needs did not start", failed);
            }
        }

        private static NewTopic topic(String name) {
            return new NewTopic(name, 3, (short) 1);
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
