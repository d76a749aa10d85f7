package dev.avenant.messaging.testing;

import dev.avenant.contracts.ContractFiles;
import dev.avenant.contracts.ContractTree;
import dev.avenant.contracts.RegistryPush;
import dev.avenant.messaging.SchemaRegistryConnectionDetails;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;

/** A running registry and where it is; Spring closes it with the context. */
final class RegistryOfTheTest implements SchemaRegistryConnectionDetails, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SchemaRegistry registry;

    private RegistryOfTheTest(SchemaRegistry registry) {
        this.registry = registry;
    }

    static RegistryOfTheTest start(SchemaRegistryCustomizer wanted, BeanFactory beans) {
        SchemaRegistryConfig config = wanted.inKafka()
                ? SchemaRegistryConfig.kafka(String.join(
                        ",", beans.getBean(KafkaConnectionDetails.class).getBootstrapServers()))
                : SchemaRegistryConfig.inMemory();
        for (String property : wanted.properties()) {
            int equals = property.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "A property of @AutoConfigureSchemaRegistry must be name=value but was " + property);
            }
            config = config.with(property.substring(0, equals), property.substring(equals + 1));
        }
        SchemaRegistry registry = SchemaRegistry.start(config);
        try {
            if (!wanted.contracts().isEmpty()) {
                push(Path.of(wanted.contracts()), registry.url());
            }
            return new RegistryOfTheTest(registry);
        } catch (RuntimeException failed) {
            registry.close();
            throw failed;
        }
    }

    private static void push(Path contracts, URI url) {
        ContractTree tree = ContractTree.load(ContractFiles.folder(contracts));
        try (RegistryClient client = new HttpRegistryClient(url, PATIENCE)) {
            RegistryPush.to(client).pushReleasedAndCurrent(tree, step -> {});
        }
    }

    @Override
    public String url() {
        return registry.url().toString();
    }

    @Override
    public void close() {
        registry.close();
    }
}
