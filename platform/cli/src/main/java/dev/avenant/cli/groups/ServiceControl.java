package dev.avenant.cli.groups;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.console.ConsoleGroups;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.operations.services.ServiceFailedException;
import dev.avenant.operations.services.ServiceInstance;
import dev.avenant.operations.services.Subscription;
import dev.avenant.registry.client.UrlText;
import dev.avenant.text.Printable;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The services whose listeners a command pauses: each by its address, or those of a group that a console knows. */
final class ServiceControl {
    private final CommandConfig config;
    private final ConsoleOptions console;

    @Parameters(
            paramLabel = "GROUP",
            arity = "0..1",
            description =
                    "With a console: the consumer group whose processes are meant, as the console's settings name them.")
    private @Nullable String group;

    @Option(
            names = "--service",
            paramLabel = "URL",
            description =
                    "The service, such as http://localhost:8082; repeatable, each instance is asked for itself. With a"
                            + " GROUP: this process of it alone.")
    private List<String> services = List.of();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "The subscription to this topic alone; repeatable (default: all that the service has).")
    private List<String> topics = List.of();

    @Option(
            names = "--http-headers",
            paramLabel = "FILE",
            description = "A properties file with headers of the requests, such as Authorization.")
    private @Nullable Path headers;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    private final ArrayNode told = JsonNodeFactory.instance.arrayNode();

    ServiceControl(CommandConfig config, ConsoleOptions console) {
        this.config = config;
        this.console = console;
    }

    /** Pauses or resumes what is asked for, and says what each service answers. */
    void setPaused(boolean paused, Terminal terminal) {
        try {
            if (group == null) {
                askServices(paused, terminal);
            } else {
                askConsole(group, paused, terminal);
            }
        } finally {
            if (format.isJson()) {
                OutputFormat.print(told, terminal);
            }
        }
    }

    private void say(String instance, @Nullable String topic, @Nullable String state, Terminal terminal) {
        if (format.isJson()) {
            told.addObject().put("instance", instance).put("topic", topic).put("state", state);
        } else {
            terminal.out().println(Printable.of(instance + ": " + topic + " is " + state));
        }
    }

    private void askConsole(String named, boolean paused, Terminal terminal) {
        ConsoleGroups groups = new ConsoleGroups(console.insteadOf("GROUP", false)
                .orElseThrow(() -> CommandFailure.usage("Expected --console with the GROUP " + named
                        + ", since Kafka does not know where its processes are, but found none. Without a console name"
                        + " each of them with --service.")));
        ConsoleOptions.refuse("--http-headers", headers != null, "it has headers of its own for each process");
        List<ConsoleGroups.Outcome> outcomes = new ArrayList<>();
        for (String service : orAny(services)) {
            String url = service == null ? null : url(service).toString();
            for (String topic : orAny(topics)) {
                List<ConsoleGroups.Outcome> found = groups.setPaused(named, paused, topic, url);
                found.stream()
                        .filter(outcome -> outcome.problem() == null)
                        .forEach(outcome -> say(outcome.instance(), outcome.topic(), outcome.state(), terminal));
                outcomes.addAll(found);
            }
        }
        List<String> problems = outcomes.stream()
                .filter(outcome -> outcome.problem() != null)
                .map(outcome -> "The process at " + outcome.instance() + " " + outcome.problem() + ".")
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            throw CommandFailure.couldNotRun(String.join(System.lineSeparator(), problems));
        }
    }

    private static List<@Nullable String> orAny(List<String> named) {
        List<@Nullable String> all = new ArrayList<>(named);
        if (all.isEmpty()) {
            all.add(null);
        }
        return all;
    }

    private void askServices(boolean paused, Terminal terminal) {
        if (console.isGiven()) {
            throw CommandFailure.usage("Expected a GROUP with --console but found none.");
        }
        console.refuseCluster();
        if (services.isEmpty()) {
            throw CommandFailure.usage("Expected --service, or a GROUP with --console, but found neither.");
        }
        Duration timeout = config.timeout();
        HttpClient http = HttpClient.newBuilder().connectTimeout(timeout).build();
        Map<String, String> given = headers();
        for (String service : services) {
            ServiceInstance instance = new ServiceInstance(url(service), given, timeout);
            try {
                for (String topic : chosen(instance, http)) {
                    Subscription now = instance.setPaused(http, topic, paused);
                    say(service, topic, now.state(), terminal);
                }
            } catch (ServiceFailedException failed) {
                throw CommandFailure.couldNotRun(failed.getMessage() + remedy(failed.kind()));
            }
        }
    }

    private List<String> chosen(ServiceInstance instance, HttpClient http) {
        Set<String> all = instance.subscriptions(http).byTopic().keySet();
        if (all.isEmpty()) {
            throw CommandFailure.couldNotRun(
                    "The service at " + instance.endpoint() + " says that it listens to nothing.");
        }
        for (String topic : topics) {
            if (!all.contains(topic)) {
                throw CommandFailure.usage("Expected a --topic that the service at " + instance.endpoint()
                        + " listens to (" + String.join(", ", all) + ") but found " + topic + ".");
            }
        }
        return topics.isEmpty() ? List.copyOf(all) : topics;
    }

    private static String remedy(ServiceFailedException.Kind kind) {
        return switch (kind) {
            case REFUSED -> " Give an Authorization header with --http-headers.";
            case NO_ENDPOINT -> " Expose subscriptions in management.endpoints.web.exposure.include, and secure it.";
            case NO_JSON -> " Is it a service with Avenant's starter?";
            case AWAY -> " Check that it runs and can be reached from here.";
            case FAILED -> "";
        };
    }

    private static URI url(String service) {
        return ServiceInstance.url(service)
                .orElseThrow(() -> CommandFailure.usage(
                        "Expected a --service like http://localhost:8082, without user and password, but found "
                                + Printable.line(UrlText.withoutUser(service)) + "."));
    }

    private Map<String, String> headers() {
        if (headers == null) {
            return Map.of();
        }
        Properties found = new Properties();
        try (Reader reader = Files.newBufferedReader(headers, StandardCharsets.UTF_8)) {
            found.load(reader);
            Map<String, String> given =
                    found.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, found::getProperty));
            ServiceInstance.checkHeaders(given);
            return given;
        } catch (NoSuchFileException absent) {
            throw CommandFailure.usage("There is no file " + headers + ". Name one with --http-headers.");
        } catch (IOException | IllegalArgumentException unreadable) {
            throw CommandFailure.usage("Could not read " + headers + ": " + unreadable.getMessage() + ".");
        }
    }
}
