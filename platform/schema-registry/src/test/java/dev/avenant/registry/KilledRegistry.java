package dev.avenant.registry;

import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.log.RegistryLog;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The program of a registry that is going to be killed or frozen. */
public final class KilledRegistry {

    private KilledRegistry() {}

    /** Takes the address and the port to listen on, Kafka's address, which defence it lacks, and the folder that says whether a write is held. */
    public static void main(String[] arguments) throws InterruptedException {
        SchemaRegistryConfig config = SchemaRegistryConfig.kafka(arguments[2])
                .host(arguments[0])
                .port(Integer.parseInt(arguments[1]))
                .with("avenant.leader.session.timeout.ms", "1500");
        FaultLatch faults = new FaultLatch();
        RegistryMetrics metrics = new RegistryMetrics();
        RegistryLog log =
                new HeldLog(MissingDefence.valueOf(arguments[3]).log(config, faults, metrics), Path.of(arguments[4]));
        SchemaRegistry registry = SchemaRegistry.start(config, log, faults, metrics);
        System.out.println("ready at " + registry.url());
        new CountDownLatch(1).await();
    }
}
