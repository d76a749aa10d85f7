package dev.avenant.console.cluster;

import dev.avenant.registry.client.config.SettingNames;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** The names of the settings of Kafka's clients. Kafka passes over one that it does not know. */
final class KafkaSettingNames {

    /** How the names of settings end, or what they are, that name a class, which may have settings of its own. */
    private static final List<String> OF_CLASSES =
            List.of(".class", ".classes", "metric.reporters", "security.providers");

    private KafkaSettingNames() {}

    /**
     * Refuses a name that no client of Kafka has, unless the settings name a class, which may have it.
     *
     * @throws ConfigException with the name and the known one that is nearest to it
     */
    static void requireKnown(Collection<String> given) {
        if (given.stream().anyMatch(name -> OF_CLASSES.stream().anyMatch(name::endsWith))) {
            return;
        }
        Set<String> known = new HashSet<>(AdminClientConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        known.addAll(ProducerConfig.configNames());
        new SettingNames(known, List.of(""), List.of())
                .requireKnown(given.stream()
                        .filter(name -> !name.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG))
                        .sorted()
                        .toList());
    }
}
