package dev.avenant.console;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the console looks.
 *
 * @param registryUrl the schema registry
 * @param bootstrapServers the Kafka cluster, as clients name it
 * @param patience how long a page waits for either before it says that it is away
 */
@ConfigurationProperties("avenant.console")
public record ConsoleSettings(
        URI registryUrl,
        String bootstrapServers,
        @DefaultValue("3s") Duration patience) {}
