package dev.avenant.cli;

import dev.avenant.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The registry is a program of its own, which the script starts without this one in between. It is named here for the
 * help, the completion and whoever calls the command without the script: then its program runs below this one.
 */
@Command(
        name = "registry",
        mixinStandardHelpOptions = true,
        description = "Runs a schema registry with Confluent's REST API.",
        footer = {
            "",
            "Examples:",
            "  avenant registry --in-memory",
            "  avenant registry --port 8081 --bootstrap-servers localhost:9092",
            "  avenant registry --config schema-registry.properties"
        })
@SuppressWarnings("UnusedVariable") // the options are passed on as they were given
final class RegistryCommand implements Callable<Integer> {
    private static final Path JAR = Path.of("platform", "schema-registry", "target", "app", "schema-registry.jar");

    @Option(names = "--host", description = "Address to listen on; localhost unless set.")
    private @Nullable String host;

    @Option(names = "--port", description = "Port to listen on; 8081 unless set, 0 picks a free one.")
    private @Nullable Integer port;

    @Option(names = "--in-memory", description = "Forget everything at the end.")
    private boolean inMemory;

    @Option(names = "--bootstrap-servers", description = "Keep the schemas in this Kafka cluster.")
    private @Nullable String bootstrapServers;

    @Option(names = "--topic", description = "Topic that keeps the schemas; _schemas unless set.")
    private @Nullable String topic;

    @Option(names = "--compatibility", description = "Level of subjects that set none; BACKWARD unless set.")
    private @Nullable String compatibility;

    @Option(
            names = "--require-transaction-version",
            description = "Refuse to start on brokers whose feature transaction.version is lower; 2 is the safe level.")
    private @Nullable Integer requiredTransactionVersion;

    @Option(
            names = "--config",
            description = "Properties file; takes the names of an existing schema-registry.properties.")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("avenant.repository", "")).resolve(JAR);
        if (!Files.exists(jar)) {
            throw CommandFailure.couldNotRun("The registry's program is not here: " + jar.toAbsolutePath()
                    + " is missing. Run ./avenant registry in a clone, which builds it.");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            command.add(option.longestName());
            if (option.arity().max() > 0) {
                command.addAll(option.stringValues());
            }
        }
        Process registry = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(registry::destroy, "stop-the-registry"));
        return registry.waitFor();
    }
}
