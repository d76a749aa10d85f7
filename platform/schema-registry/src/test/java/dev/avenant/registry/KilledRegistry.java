package dev.avenant.registry;

import java.util.concurrent.CountDownLatch;

/** The program of a registry that is going to be killed. */
public final class KilledRegistry {

    private KilledRegistry() {}

    /** Takes the port and Kafka's address. */
    public static void main(String[] arguments) throws InterruptedException {
        SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.kafka(arguments[1])
                .port(Integer.parseInt(arguments[0]))
                .with("avenant.leader.session.timeout.ms", "1500"));
        System.out.println("ready at " + registry.url());
        new CountDownLatch(1).await();
    }
}
