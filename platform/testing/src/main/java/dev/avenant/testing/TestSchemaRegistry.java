package dev.avenant.testing;

import dev.avenant.messaging.SchemaRegistryConnectionDetails;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import java.nio.file.Path;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;

/** A running registry and where it is; Spring closes it with the context. */
final class TestSchemaRegistry implements SchemaRegistryConnectionDetails, AutoCloseable {

    private final SchemaRegistry registry;

    private TestSchemaRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    static TestSchemaRegistry start(SchemaRegistryCustomizer wanted, BeanFactory beans) {
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
        Path contracts = wanted.contracts().isEmpty() ? null : Path.of(wanted.contracts());
        return new TestSchemaRegistry(TestContracts.startWith(contracts, config));
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
