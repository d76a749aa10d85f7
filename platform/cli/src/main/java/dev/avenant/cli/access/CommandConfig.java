package dev.avenant.cli.access;

import dev.avenant.cli.console.ConsoleConfig;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.registry.client.config.RegistryClientConfig;
import dev.avenant.registry.client.config.SettingNames;
import dev.avenant.stack.command.RunningStack;
import dev.avenant.stack.command.StackMixin;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Settings of Kafka's clients, of the registry's and of the console's in one file, given as Kafka's own tools take it. */
public final class CommandConfig {
    private static final int SECONDS = 5;
    private static final int SECONDS_OF_CONSOLE = 30;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description =
                    "A properties file with settings of Kafka's clients, of the registry's client and of the console's,"
                            + " such as TLS and credentials.")
    private @Nullable Path file;

    @Mixin
    private final StackMixin stack = new StackMixin();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "How long Kafka or the registry may take for an answer (default: 5), or the console, which asks them"
                            + " in its turn (default: 30).")
    private @Nullable Integer timeoutSeconds;

    private @Nullable Map<String, String> settings;

    /** How long Kafka, the registry or a service may take for an answer. */
    public Duration timeout() {
        return timeout(SECONDS);
    }

    /** How long the console may take for an answer, which asks others in its turn. */
    public Duration timeoutOfConsole() {
        return timeout(SECONDS_OF_CONSOLE);
    }

    private Duration timeout(int otherwise) {
        int seconds = timeoutSeconds == null ? otherwise : timeoutSeconds;
        if (seconds < 1) {
            throw CommandFailure.usage("Expected a --timeout of at least 1 second but found " + seconds + ".");
        }
        return Duration.ofSeconds(seconds);
    }

    /** Where a component of the stack that runs in this home listens. */
    public String addressInStack(String component, String option, String variable) {
        return RunningStack.at(stack.home())
                .flatMap(running -> running.port(component))
                .map(port -> "localhost:" + port)
                .orElseThrow(() -> CommandFailure.couldNotRun("No stack with " + component + " runs from "
                        + stack.home() + ", and neither " + option + " nor " + variable + " names another."
                        + " ./avenant up starts one."));
    }

    /** All that the file says; nothing where none is given. */
    public Map<String, String> settings() {
        if (settings == null) {
            settings = file == null ? Map.of() : read(file);
        }
        return settings;
    }

    /** What the file says without the settings that are the registry's or the console's alone. */
    public Map<String, Object> kafka() {
        Map<String, Object> kafka = new HashMap<>(settings());
        Set<String> clients = kafkaNames();
        Set<String> registry = RegistryClientConfig.configDef().names();
        kafka.keySet().removeIf(name -> name.startsWith(ConsoleConfig.PREFIX));
        kafka.keySet()
                .removeIf(name -> !clients.contains(name)
                        && (registry.contains(name) || name.startsWith(RegistryClientConfig.REQUEST_HEADER_PREFIX)));
        return kafka;
    }

    /** What to say of a setting that cannot be used. */
    public CommandFailure refused(String why) {
        return CommandFailure.usage((file == null ? "" : "In " + file + ": ") + why + ".");
    }

    private Map<String, String> read(Path source) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(source, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException absent) {
            throw CommandFailure.usage(
                    "There is no file " + source + ". Name a properties file with --command-config.");
        } catch (IOException | IllegalArgumentException unreadable) {
            throw CommandFailure.usage(
                    "Expected a properties file but could not read " + source + ": " + unreadable.getMessage() + ".");
        }
        Map<String, String> all = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        Set<String> known = kafkaNames();
        known.addAll(RegistryClientConfig.configDef().names());
        known.addAll(ConsoleConfig.names());
        List<String> prefixes = new ArrayList<>(RegistryClientConfig.PREFIXES);
        prefixes.add(ConsoleConfig.PREFIX);
        try {
            new SettingNames(known, prefixes, List.of()).requireKnown(all.keySet());
        } catch (ConfigException unknown) {
            throw CommandFailure.usage("In " + source + ": " + unknown.getMessage());
        }
        return all;
    }

    private static Set<String> kafkaNames() {
        Set<String> names = new HashSet<>(AdminClientConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        return names;
    }
}
