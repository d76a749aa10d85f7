package dev.avenant.registry;

import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs one registry until it is told to stop. Prints one line when it takes requests. */
@CommandLine.Command(
        name = "avenant registry",
        mixinStandardHelpOptions = true,
        description = "Runs a schema registry with Confluent's REST API.",
        footer = {
            "",
            "Examples:",
            "  avenant registry --in-memory",
            "  avenant registry --port 8081 --bootstrap-servers localhost:9092"
        })
public final class RegistryMain implements Callable<Integer> {

    private static final int COULD_NOT_RUN = 3;

    @CommandLine.Option(names = "--host", defaultValue = "localhost", description = "Address to listen on.")
    private String host = "localhost";

    @CommandLine.Option(names = "--port", defaultValue = "8081", description = "Port to listen on; 0 picks a free one.")
    private int port;

    @CommandLine.ArgGroup(multiplicity = "1")
    private Storage storage = new Storage();

    @CommandLine.Option(names = "--topic", defaultValue = "_schemas", description = "Topic that keeps the schemas.")
    private String topic = "_schemas";

    @CommandLine.Option(
            names = "--compatibility",
            defaultValue = "BACKWARD",
            description = "Level of subjects that set none: ${COMPLETION-CANDIDATES}.")
    private CompatibilityLevel compatibility = CompatibilityLevel.BACKWARD;

    private static final class Storage {
        @CommandLine.Option(names = "--in-memory", description = "Forget everything at the end.")
        private boolean inMemory;

        @CommandLine.Option(names = "--bootstrap-servers", description = "Keep the schemas in this Kafka cluster.")
        private @Nullable String bootstrapServers;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RegistryMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        SchemaRegistryConfig config = new SchemaRegistryConfig(
                host, port, storage.inMemory ? null : storage.bootstrapServers, topic, compatibility);
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(registry::close, "registry-stop"));
            System.out.println("Schema registry ready at " + registry.url());
            stopped.await();
            return 0;
        } catch (RegistryStartException failed) {
            System.err.println(failed.getMessage());
            return COULD_NOT_RUN;
        }
    }
}
