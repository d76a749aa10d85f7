package dev.avenant.testing;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertyResolver;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.util.FileSystemUtils;

/**
 * JUnit extension that gives a service what it needs around it, for real: PostgreSQL, Kafka with the topics of the
 * contracts, a registry that holds their schemas, and somebody who signs access tokens. All test classes of a run share
 * one environment, which starts with the first and stops with the last; tests tell their records apart by keys of their
 * own.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));
 *
 * @DynamicPropertySource
 * static void settings(DynamicPropertyRegistry settings) {
 *     environment.describeTo(settings);
 * }
 * }</pre>
 */
public final class ServiceTestEnvironment implements BeforeAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ServiceTestEnvironment.class);

    private final Path contracts;
    private @Nullable Running running;

    /** @param contracts the folder that holds {@code contracts.yaml} */
    public ServiceTestEnvironment(Path contracts) {
        this.contracts = contracts;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(contracts, key -> Running.start(contracts), Running.class);
    }

    /** What Kafka's clients put into {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return running().broker.bootstrapServers();
    }

    /** What the serde puts into {@code schema.registry.url}. */
    public String registryUrl() {
        return running().registry.url().toString();
    }

    /** Where the database is, with its user {@code postgres}. */
    public String databaseUrl() {
        return running().postgres.getJdbcUrl("postgres", "postgres");
    }

    /** Tells a Spring test where all of it is, in the names that Spring Boot and the messaging starter read. */
    public void describeTo(DynamicPropertyRegistry settings) {
        settings.add("spring.datasource.url", this::databaseUrl);
        settings.add("spring.datasource.username", () -> "postgres");
        settings.add("spring.datasource.password", () -> "postgres");
        settings.add("spring.kafka.bootstrap-servers", this::bootstrapServers);
        settings.add("avenant.messaging.schema-registry-url", this::registryUrl);
        settings.add("avenant.service.access.keys-url", () -> issuer().keysUrl());
    }

    /** Whoever signs access tokens. */
    public TestIssuer issuer() {
        return running().issuer;
    }

    /** Access tokens that the service with these settings takes. */
    public TestTokens tokens(PropertyResolver settings) {
        return TestTokens.of(issuer(), settings);
    }

    /** Stops the service before what it needs. */
    public void closeFirst(ConfigurableApplicationContext service) {
        running().services.add(service);
    }

    private Running running() {
        return Objects.requireNonNull(running, "register the extension in a static field with @RegisterExtension");
    }

    private record Running(
            EmbeddedPostgres postgres,
            KafkaBroker broker,
            SchemaRegistry registry,
            TestIssuer issuer,
            Path directory,
            Set<ConfigurableApplicationContext> services)
            implements AutoCloseable {

        static Running start(Path folder) {
            try {
                TestContracts contracts = TestContracts.in(folder);
                Path directory = Files.createTempDirectory("service-test");
                KafkaBroker broker = KafkaBroker.start(
                        KafkaBrokerSettings.in(directory.resolve("kafka")).keepingOldRecords());
                createTopics(broker, contracts.topics());
                SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
                contracts.registerAt(registry.url());
                return new Running(
                        EmbeddedPostgres.builder().start(),
                        broker,
                        registry,
                        TestIssuer.start(),
                        directory,
                        ConcurrentHashMap.newKeySet());
            } catch (Exception failed) {
                throw new IllegalStateException("What the service needs did not start", failed);
            }
        }

        private static void createTopics(KafkaBroker broker, List<NewTopic> topics) throws Exception {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(topics).all().get();
            }
        }

        @Override
        public void close() throws IOException {
            services.forEach(ConfigurableApplicationContext::close);
            issuer.close();
            registry.close();
            broker.close();
            postgres.close();
            FileSystemUtils.deleteRecursively(directory);
        }
    }
}
