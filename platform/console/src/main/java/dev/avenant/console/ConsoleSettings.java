package dev.avenant.console;

import dev.avenant.registry.client.RegistryConnection;
import dev.avenant.registry.client.config.RegistryClientConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the console looks, and as whom.
 *
 * @param registryUrl the schema registry, or several to fail over between, separated by commas
 * @param registry more settings for reaching it, by the names of {@link RegistryClientConfig}, such as
 *     {@code basic.auth.user.info}
 * @param bootstrapServers the Kafka cluster, as clients name it
 * @param kafka more settings of Kafka's clients, by Kafka's names, such as {@code security.protocol}
 * @param hosts the names by which browsers reach the console, beside those of this machine itself
 * @param timeout how long one answer of either may take before the page says that it is away; a page needs several
 * @param url where browsers reach the console, when a proxy is in front of it; null when they reach it itself
 * @param readOnly whether nobody may change anything with it, whatever they are granted
 * @param audit where it is recorded what people did
 * @param contracts the file {@code contracts.yaml} that topics are held against; null for none
 * @param services whose processes are asked what they read, and paused
 */
@ConfigurationProperties("avenant.console")
public record ConsoleSettings(
        String registryUrl,
        @DefaultValue Map<String, String> registry,
        String bootstrapServers,
        @DefaultValue Map<String, String> kafka,
        @DefaultValue Set<String> hosts,
        @DefaultValue("3s") Duration timeout,
        @Nullable URI url,
        @DefaultValue("false") boolean readOnly,
        @DefaultValue Audit audit,
        @Nullable Path contracts,
        @DefaultValue List<Service> services) {

    /** What Spring makes of AVENANT_CONSOLE_REGISTRY_URL beside {@code registry-url}, which it means. */
    private static final String URL_OF_ENVIRONMENT = "url";

    /**
     * A service with Avenant's messaging starter, which exposes the actuator endpoint {@code subscriptions}.
     *
     * @param group its consumer group
     * @param instances the addresses of its processes, such as {@code http://billing-1:8082}
     * @param headers of each request to them, such as {@code Authorization}
     */
    public record Service(
            @DefaultValue("") String group,
            @DefaultValue List<String> instances,
            @DefaultValue Map<String, String> headers) {

        public Service {
            instances = List.copyOf(instances);
            headers = Map.copyOf(headers);
        }

        /** Says nothing of credentials. */
        @Override
        public String toString() {
            return "Service[" + group + ", " + instances + "]";
        }
    }

    /**
     * Where it is recorded what people did, beside the log.
     *
     * @param topic a topic of the Kafka that the console looks at; null for the log alone
     */
    public record Audit(@Nullable String topic) {}

    public ConsoleSettings {
        registry = Map.copyOf(registry);
        kafka = Map.copyOf(kafka);
        services = List.copyOf(services);
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * How the registry is reached. Nobody asks it again: the page says that it is away.
     *
     * @throws org.apache.kafka.common.config.ConfigException when a setting cannot be used, or there is none of that name
     */
    public RegistryConnection registryConnection() {
        Set<String> names = new HashSet<>(registry.keySet());
        if (registryUrl.equals(registry.get(URL_OF_ENVIRONMENT))) {
            names.remove(URL_OF_ENVIRONMENT);
        }
        RegistryClientConfig.requireKnown(names);
        Map<String, Object> settings = new HashMap<>(registry);
        settings.put(RegistryClientConfig.SCHEMA_REGISTRY_URL, registryUrl);
        settings.putIfAbsent(RegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, (int) timeout.toMillis());
        settings.putIfAbsent(RegistryClientConfig.HTTP_READ_TIMEOUT_MS, (int) timeout.toMillis());
        settings.putIfAbsent(RegistryClientConfig.MAX_RETRIES, 0);
        return new RegistryClientConfig(settings).connection();
    }

    /** The settings of a Kafka client, with these over those that were given. */
    public Map<String, Object> kafkaClient(Map<String, Object> needed) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.putAll(needed);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return settings;
    }

    /** The same settings where it looks at another cluster. */
    public ConsoleSettings at(
            String otherServers,
            Map<String, String> otherKafka,
            String otherRegistry,
            Map<String, String> ofOtherRegistry,
            @Nullable Path otherContracts,
            List<Service> otherServices) {
        return new ConsoleSettings(
                otherRegistry,
                ofOtherRegistry,
                otherServers,
                otherKafka,
                hosts,
                timeout,
                url,
                readOnly,
                audit,
                otherContracts,
                otherServices);
    }

    /** Where the console looks, for people. */
    public String where() {
        return registryConnection().address() + " · " + bootstrapServers;
    }

    @Override
    public String toString() {
        return "ConsoleSettings[" + where() + "]";
    }
}
