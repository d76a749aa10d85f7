package dev.avenant.stack.servers;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Kafka process of the stack: one broker until the process is told to end. */
public final class KafkaMain {

    /** A broker that comes back after a kill is let in when its old session has ended, after nine seconds otherwise. */
    private static final Map<String, String> QUICK_RETURN =
            Map.of("broker.session.timeout.ms", "3000", "broker.heartbeat.interval.ms", "500");

    private KafkaMain() {}

    /** Takes the data directory, the port, the controller's port, and the broker's settings as {@code name=value}. */
    public static void main(String[] arguments) {
        if (arguments.length < 3) {
            System.err.println("Usage: KafkaMain <data directory> <port> <controller port> [<setting>=<value>...]");
            System.exit(2);
        }
        Map<String, String> overrides = new HashMap<>(QUICK_RETURN);
        overrides.putAll(settings(Arrays.asList(arguments).subList(3, arguments.length)));
        KafkaBrokerSettings settings = KafkaBrokerSettings.in(Path.of(arguments[0]))
                .withPorts(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
                .withOverrides(overrides);
        KafkaBroker broker = KafkaBroker.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-kafka"));
        broker.awaitShutdown();
    }

    private static Map<String, String> settings(List<String> arguments) {
        Map<String, String> settings = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                System.err.println("Expected a setting of the broker as <name>=<value> but found " + argument);
                System.exit(2);
            }
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return settings;
    }
}
