package dev.avenant.registry;

import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.log.KafkaLog;
import dev.avenant.registry.metrics.RegistryMetrics;

/** The program of a registry whose log's reader is going to die of a record with the word poison in its key. */
public final class DyingRegistry {

    private DyingRegistry() {}

    /** Takes Kafka's address and the topic. */
    public static void main(String[] arguments) throws InterruptedException {
        try (SchemaRegistry registry = start(arguments[0], arguments[1])) {
            System.out.println("ready at " + registry.url());
            System.exit(RegistryMain.runUntilItEnds(registry));
        }
    }

    static SchemaRegistry start(String bootstrapServers, String topic) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(bootstrapServers).topic(topic);
        FaultLatch faults = new FaultLatch();
        RegistryMetrics metrics = new RegistryMetrics();
        KafkaLog log = new KafkaLog(SchemaRegistry.logSettings(config, metrics), faults);
        return SchemaRegistry.start(
                config,
                new InterceptedLog(log, record -> {
                    if (record.key().contains("poison")) {
                        throw new OutOfMemoryError("as the test has it");
                    }
                }),
                faults,
                metrics);
    }
}
