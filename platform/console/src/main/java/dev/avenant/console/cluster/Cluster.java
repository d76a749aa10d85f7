package dev.avenant.console.cluster;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.registry.client.RegistryConnection;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * A Kafka with its registry and contracts, as the console looks at it.
 *
 * @param name by which addresses, grants and records of actions name it
 * @param isDefault whether it is the one whose addresses name no cluster
 * @param isOnly whether the console looks at no other one
 * @param settings the console's settings, with where this cluster is in place of where the default one is
 */
public record Cluster(String name, boolean isDefault, boolean isOnly, ConsoleSettings settings) {

    private static final String SETTINGS = "avenant.console.";

    /** The one that a console looks at which looks at no other. */
    public static Cluster only(ConsoleSettings settings) {
        return new Cluster(ClusterSettings.DEFAULT, true, true, settings);
    }

    /** What stands before the paths of its pages; empty for the default one. */
    public String path() {
        return isDefault ? "" : namedPath();
    }

    /** The same with its name in it, also for the default one, whose pages are led to from there. */
    public String namedPath() {
        return ClusterPaths.PAGES + name;
    }

    /**
     * How its registry is reached.
     *
     * @throws UnusableClusterException if a setting of that cannot be used
     */
    public RegistryConnection registryConnection() {
        try {
            return settings.registryConnection();
        } catch (ConfigException unusable) {
            throw unusable("registry", unusable, "docs/registry-client.md lists what may be set.");
        }
    }

    /**
     * The settings of a client of its Kafka.
     *
     * @throws UnusableClusterException if one of them cannot be used
     */
    public Map<String, Object> kafkaClient() {
        try {
            KafkaSettingNames.requireKnown(settings.kafka().keySet());
            return new AdminClientConfig(settings.kafkaClient(Map.of())).originals();
        } catch (ConfigException unusable) {
            throw unusable("kafka", unusable, "They are the settings of Kafka's clients, by Kafka's names.");
        }
    }

    private UnusableClusterException unusable(String name, ConfigException why, String action) {
        String sentence = String.valueOf(why.getMessage());
        return new UnusableClusterException(
                setting(name) + ": " + sentence + (sentence.endsWith("?") ? "" : "."), action);
    }

    /** The name of a setting of it. */
    public String setting(String name) {
        return isDefault ? SETTINGS + name : SETTINGS + "clusters." + this.name + "." + name;
    }
}
