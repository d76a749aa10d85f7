package dev.avenant.registry;

import dev.avenant.registry.client.api.CompatibilityLevel;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link SchemaRegistry} runs.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 picks a free one
 * @param bootstrapServers the Kafka cluster that keeps the schemas; null keeps them in memory, until the registry closes
 * @param topic the compacted topic that holds them
 * @param compatibilityLevel the level of subjects that set none
 */
public record SchemaRegistryConfig(
        String host, int port, @Nullable String bootstrapServers, String topic, CompatibilityLevel compatibilityLevel) {

    private static final int LARGEST_PORT = 65_535;

    public SchemaRegistryConfig {
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("port must be between 0 and " + LARGEST_PORT + " but was " + port);
        }
    }

    /** A registry on a free loopback port that forgets all when it closes. */
    public static SchemaRegistryConfig inMemory() {
        return new SchemaRegistryConfig("localhost", 0, null, "_schemas", CompatibilityLevel.BACKWARD);
    }

    /** A registry on a free loopback port that keeps its schemas in Kafka. */
    public static SchemaRegistryConfig kafka(String bootstrapServers) {
        return new SchemaRegistryConfig("localhost", 0, bootstrapServers, "_schemas", CompatibilityLevel.BACKWARD);
    }

    public SchemaRegistryConfig host(String host) {
        return new SchemaRegistryConfig(host, port, bootstrapServers, topic, compatibilityLevel);
    }

    public SchemaRegistryConfig port(int port) {
        return new SchemaRegistryConfig(host, port, bootstrapServers, topic, compatibilityLevel);
    }

    public SchemaRegistryConfig topic(String topic) {
        return new SchemaRegistryConfig(host, port, bootstrapServers, topic, compatibilityLevel);
    }

    public SchemaRegistryConfig compatibilityLevel(CompatibilityLevel level) {
        return new SchemaRegistryConfig(host, port, bootstrapServers, topic, level);
    }
}
