package dev.avenant.kafka.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What a {@link KafkaBroker} starts with.
 *
 * @param dataDirectory where the log lives; kept when the broker stops, so a later start finds its records
 * @param port the port clients connect to on the loopback address; 0 picks a free one
 * @param controllerPort the port of the controller quorum; 0 picks a free one
 * @param overrides broker properties that win over the defaults, by Kafka's own names, and {@code cluster.id}, which
 *     brokers of one cluster have in common
 */
public record KafkaBrokerSettings(Path dataDirectory, int port, int controllerPort, Map<String, String> overrides) {

    private static final int LARGEST_PORT = 65_535;

    public KafkaBrokerSettings {
        requirePort("port", port);
        requirePort("controllerPort", controllerPort);
        overrides = Map.copyOf(overrides);
    }

    /** Free ports and no overrides. */
    public static KafkaBrokerSettings in(Path dataDirectory) {
        return new KafkaBrokerSettings(dataDirectory, 0, 0, Map.of());
    }

    /** The same settings with both ports given; 0 picks a free one. */
    public KafkaBrokerSettings withPorts(int port, int controllerPort) {
        return new KafkaBrokerSettings(dataDirectory, port, controllerPort, overrides);
    }

    /** The same settings with these broker properties in place of the defaults. */
    public KafkaBrokerSettings withOverrides(Map<String, String> overrides) {
        return new KafkaBrokerSettings(dataDirectory, port, controllerPort, overrides);
    }

    /**
     * The same settings for a broker that deletes no record for its age, on topics that say nothing of it. Kafka's own
     * default deletes, half a minute after its start, what has a timestamp of more than a week ago, as records of tests may.
     */
    public KafkaBrokerSettings keepingOldRecords() {
        Map<String, String> more = new HashMap<>(overrides);
        more.put("log.retention.ms", "-1");
        return withOverrides(more);
    }

    private static void requirePort(String name, int value) {
        if (value < 0 || value > LARGEST_PORT) {
            throw new IllegalArgumentException(name + " must be between 0 and " + LARGEST_PORT + " but was " + value);
        }
    }

    Properties brokerProperties(int chosenPort, int chosenControllerPort) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@localhost:" + chosenControllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "CLIENT");
        properties.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put(
                "listeners", "CLIENT://localhost:" + chosenPort + ",CONTROLLER://localhost:" + chosenControllerPort);
        properties.put("advertised.listeners", "CLIENT://localhost:" + chosenPort);
        properties.put("log.dirs", dataDirectory.toAbsolutePath().toString());
        // One node: every internal topic has one copy.
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // Topics are contracts: nothing appears because somebody mistyped a name.
        properties.put("auto.create.topics.enable", "false");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("num.recovery.threads.per.data.dir", "1");
        properties.put("log.cleaner.dedupe.buffer.size", "4194304");
        properties.putAll(overrides);
        return properties;
    }
}
