package dev.avenant.cli.access;

import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleConfig;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.Terminal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Whether a command asks a console in place of Kafka and the registry, and which one. What may be seen and done is decided
 * there. The environment says who asks, and not whether: a command that changes something goes the way that its line or
 * file says.
 */
public final class ConsoleOptions {
    private static final List<String> OF_PASSWORD = List.of(ConsoleConfig.USER, ConsoleConfig.PASSWORD_OF_USER);

    private final CommandConfig config;
    private final Terminal terminal;
    private @Nullable ConsoleClient client;

    @Option(
            names = "--console",
            paramLabel = "URL",
            description =
                    "Ask this console in place of Kafka and the registry, as whom console.user and console.password, or"
                            + " console.token, of --command-config say (default: console.url of it).")
    private @Nullable String url;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description =
                    "The cluster of the console (default: console.cluster of --command-config, else the console's own"
                            + " default one).")
    private @Nullable String cluster;

    public ConsoleOptions(CommandConfig config, Terminal terminal) {
        this.config = config;
        this.terminal = terminal;
    }

    /** The console that is asked; empty when Kafka is. What the line says counts before what the file says. */
    public Optional<ConsoleClient> insteadOf(Kafka kafka) {
        return insteadOf("--bootstrap-servers", kafka.isGiven());
    }

    /**
     * The same where something else than Kafka would be asked.
     *
     * @param option with which the line says that
     */
    public Optional<ConsoleClient> insteadOf(String option, boolean isGiven) {
        if (isGiven && url != null) {
            throw CommandFailure.usage("Expected --console or " + option + " but found both.");
        }
        boolean isAsked = !isGiven && settings().namesConsole();
        if (!isAsked) {
            refuseCluster();
        }
        return isAsked ? Optional.of(client()) : Optional.empty();
    }

    /** Refuses a cluster where no console is asked. */
    public void refuseCluster() {
        if (cluster != null) {
            throw CommandFailure.usage(
                    "Expected --console with --cluster, which names a cluster of it, but found none.");
        }
    }

    /** Whether a console was named on the command line. */
    public boolean isGiven() {
        return url != null;
    }

    /** Refuses what only makes sense without a console. */
    public static void refuse(String option, boolean isGiven, String why) {
        if (isGiven) {
            throw CommandFailure.usage(option + " cannot be used with a console: " + why + ".");
        }
    }

    private ConsoleClient client() {
        if (client == null) {
            try {
                client = settings().client(config.timeoutOfConsole());
            } catch (KafkaException wrong) {
                throw config.refused(String.valueOf(wrong.getMessage()));
            }
        }
        return client;
    }

    private ConsoleConfig settings() {
        Map<String, String> settings = new HashMap<>(config.settings());
        if (url != null) {
            settings.put(ConsoleConfig.URL, url);
        }
        if (cluster != null) {
            settings.put(ConsoleConfig.CLUSTER, cluster);
        }
        boolean hasToken = settings.containsKey(ConsoleConfig.TOKEN);
        boolean hasPassword = OF_PASSWORD.stream().anyMatch(settings::containsKey);
        if (!hasToken) {
            OF_PASSWORD.forEach(name -> putIfAbsent(settings, name));
        }
        if (!hasPassword) {
            putIfAbsent(settings, ConsoleConfig.TOKEN);
        }
        try {
            return new ConsoleConfig(settings);
        } catch (KafkaException wrong) {
            throw config.refused(String.valueOf(wrong.getMessage()));
        }
    }

    private void putIfAbsent(Map<String, String> settings, String name) {
        String said = terminal.environment()
                .get("AVENANT_" + name.toUpperCase(Locale.ROOT).replace('.', '_'));
        if (said != null) {
            settings.putIfAbsent(name, said);
        }
    }
}
