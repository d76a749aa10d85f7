package dev.avenant.registry;

import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.util.concurrent.CountDownLatch;

/** The program of a registry that is going to be killed or frozen. */
public final class KilledRegistry {

    private KilledRegistry() {}

    /** Takes the port, Kafka's address, and which defence it lacks. */
    public static void main(String[] arguments) throws InterruptedException {
        SchemaRegistryConfig config = SchemaRegistryConfig.kafka(arguments[1])
                .port(Integer.parseInt(arguments[0]))
                .with("avenant.leader.session.timeout.ms", "1500");
        FaultLatch faults = new FaultLatch();
        RegistryMetrics metrics = new RegistryMetrics();
        SchemaRegistry registry = SchemaRegistry.start(
                config, MissingDefence.valueOf(arguments[2]).log(config, faults, metrics), faults, metrics);
        System.out.println("ready at " + registry.url());
        new CountDownLatch(1).await();
    }
}
