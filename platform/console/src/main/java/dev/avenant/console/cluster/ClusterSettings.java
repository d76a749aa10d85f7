package dev.avenant.console.cluster;

import dev.avenant.console.ConsoleSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which clusters the console looks at beside the one that its other settings name.
 *
 * @param cluster the name of that one, the default
 * @param clusters the others, by their names
 */
@ConfigurationProperties("avenant.console")
public record ClusterSettings(
        @DefaultValue(DEFAULT) String cluster, @DefaultValue Map<String, Further> clusters) {

    static final String DEFAULT = "default";

    public ClusterSettings {
        clusters = Map.copyOf(clusters);
    }

    /**
     * Where a further cluster is. What it leaves out is not taken from the default one.
     *
     * @param bootstrapServers its Kafka, as clients name it
     * @param kafka more settings of Kafka's clients
     * @param registryUrl its registry, or several to fail over between, separated by commas
     * @param registry more settings for reaching it
     * @param contracts its file {@code contracts.yaml}; null for none
     * @param services whose processes are asked what they read, and paused
     */
    public record Further(
            @DefaultValue("") String bootstrapServers,
            @DefaultValue Map<String, String> kafka,
            @DefaultValue("") String registryUrl,
            @DefaultValue Map<String, String> registry,
            @Nullable Path contracts,
            @DefaultValue List<ConsoleSettings.Service> services) {

        public Further {
            kafka = Map.copyOf(kafka);
            services = List.copyOf(services);
            registry = Map.copyOf(registry);
        }

        /** Says nothing of passwords. */
        @Override
        public String toString() {
            return "Further[" + registryUrl + ", " + bootstrapServers + "]";
        }
    }
}
