package dev.avenant.stack.servers;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import java.nio.file.Path;
import java.util.Map;

/** The Kafka process of the stack: one broker until the process is told to end. */
public final class KafkaMain {

    /** A broker that comes back after a kill is let in when its old session has ended, after nine seconds otherwise. */
    private static final Map<String, String> QUICK_RETURN =
            Map.of("broker.session.timeout.ms", "3000", "broker.heartbeat.interval.ms", "500");

    private KafkaMain() {}

    /** Takes the data directory, the port and the controller's port. */
    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            System.err.println("Usage: KafkaMain <data directory> <port> <controller port>");
            System.exit(2);
        }
        KafkaBrokerSettings settings = KafkaBrokerSettings.in(Path.of(arguments[0]))
                .withPorts(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
                .withOverrides(QUICK_RETURN);
        KafkaBroker broker = KafkaBroker.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-kafka"));
        broker.awaitShutdown();
    }
}
