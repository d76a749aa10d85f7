package dev.avenant.registry;

import dev.avenant.build.BuildVersion;
import dev.avenant.registry.http.RegistryServer;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs one registry until it is told to stop. Prints one line when it takes requests. */
@CommandLine.Command(
        name = "avenant registry",
        mixinStandardHelpOptions = true,
        versionProvider = RegistryMain.Version.class,
        description = "Runs a schema registry with Confluent's REST API.",
        footer = {
            "",
            "Examples:",
            "  avenant registry --in-memory",
            "  avenant registry --port 8081 --bootstrap-servers localhost:9092",
            "  avenant registry --config schema-registry.properties"
        })
public final class RegistryMain implements Callable<Integer> {

    private static final int COULD_NOT_RUN = 3;
    private static final String DEFAULT_PORT = "8081";

    @CommandLine.Option(names = "--host", description = "Address to listen on; localhost unless set.")
    private @Nullable String host;

    @CommandLine.Option(names = "--port", description = "Port to listen on; 8081 unless set, 0 picks a free one.")
    private @Nullable Integer port;

    @CommandLine.Option(names = "--in-memory", description = "Forget everything at the end.")
    private boolean inMemory;

    @CommandLine.Option(names = "--bootstrap-servers", description = "Keep the schemas in this Kafka cluster.")
    private @Nullable String bootstrapServers;

    @CommandLine.Option(names = "--topic", description = "Topic that keeps the schemas; _schemas unless set.")
    private @Nullable String topic;

    @CommandLine.Option(
            names = "--compatibility",
            description = "Level of subjects that set none; BACKWARD unless set.")
    private @Nullable String compatibility;

    @CommandLine.Option(
            names = "--require-transaction-version",
            description = "Refuse to start on brokers whose feature transaction.version is lower; 2 is the safe level.")
    private @Nullable Integer requiredTransactionVersion;

    @CommandLine.Option(
            names = "--config",
            description = "Properties file; takes the names of an existing schema-registry.properties.")
    private @Nullable Path file;

    @CommandLine.Option(
            names = "--cds-training-run",
            hidden = true,
            description = "Answer some requests of its own and stop; the build archives the classes that this loads.")
    private boolean cdsTrainingRun;

    public static void main(String[] arguments) {
        // First of all: a logger that is asked for while logging begins would log everything for ever.
        ProcessLogging.begin();
        // While the command line is read, another core loads what the server needs in any case.
        Thread loading = new Thread(
                () -> {
                    RegistryServer.load();
                    RegistrationWarmUp.run();
                },
                "registry-load");
        loading.setDaemon(true);
        loading.start();
        System.exit(new CommandLine(new RegistryMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return run(config());
        } catch (RegistryStartException | IllegalArgumentException failed) {
            System.err.println(failed.getMessage());
            return COULD_NOT_RUN;
        }
    }

    private int run(SchemaRegistryConfig config) throws InterruptedException {
        if (!config.ignored().isEmpty()) {
            System.err.println(
                    "These properties mean nothing to this registry: " + String.join(", ", config.ignored()));
        }
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            Runtime.getRuntime().addShutdownHook(new Thread(registry::close, "registry-stop"));
            System.out.println("Schema registry ready at " + registry.url());
            if (cdsTrainingRun) {
                CdsTrainingRun.of(registry);
                return 0;
            }
            return runUntilItEnds(registry);
        }
    }

    /** Gives the exit code, after it has said on stderr what happened. */
    static int runUntilItEnds(SchemaRegistry registry) throws InterruptedException {
        Optional<String> fault = registry.awaitFault();
        fault.ifPresent(reason -> System.err.println(
                "The registry ends, since it can answer no more. " + reason + ". Start it again; its log says more"));
        return fault.isPresent() ? COULD_NOT_RUN : 0;
    }

    /** What the file says, with what the options and the environment say over it. */
    SchemaRegistryConfig config() {
        Map<String, String> properties = file == null ? new HashMap<>() : read(file);
        set(properties, Setting.HOST, host);
        set(properties, Setting.PORT, port == null ? null : port.toString());
        set(properties, Setting.BOOTSTRAP_SERVERS, bootstrapServers);
        set(properties, Setting.TOPIC, topic);
        set(properties, Setting.COMPATIBILITY, compatibility);
        set(
                properties,
                Setting.REQUIRED_TRANSACTION_VERSION,
                requiredTransactionVersion == null ? null : requiredTransactionVersion.toString());
        properties.putAll(secrets(properties));
        if (inMemory) {
            properties.put(Setting.IN_MEMORY.key(), "true");
        }
        if (!properties.containsKey(Setting.LISTENERS.key())) {
            properties.putIfAbsent(Setting.PORT.key(), DEFAULT_PORT);
        }
        return SchemaRegistryConfig.of(properties);
    }

    /** Those that Confluent's server takes from its environment where its file has none. */
    private static Map<String, String> secrets(Map<String, String> properties) {
        Map<String, String> secrets = new HashMap<>();
        set(secrets, Setting.METADATA_SECRET, System.getenv("METADATA_ENCODER_SECRET"));
        set(secrets, Setting.METADATA_OLD_SECRET, System.getenv("METADATA_ENCODER_OLD_SECRET"));
        secrets.keySet().removeAll(properties.keySet());
        return secrets;
    }

    private static void set(Map<String, String> properties, Setting setting, @Nullable String value) {
        if (value != null) {
            properties.put(setting.key(), value);
        }
    }

    private static Map<String, String> read(Path file) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException unreadable) {
            throw new RegistryStartException(
                    "The configuration " + file + " cannot be read: " + unreadable.getMessage()
                            + ". Name a readable properties file with --config",
                    unreadable);
        }
        Map<String, String> properties = new HashMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        return properties;
    }

    /** What {@code --version} says. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"avenant " + BuildVersion.text()};
        }
    }
}
