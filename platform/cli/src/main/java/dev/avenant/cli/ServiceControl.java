package dev.avenant.cli;

import dev.avenant.operations.services.ServiceFailedException;
import dev.avenant.operations.services.ServiceInstance;
import dev.avenant.operations.services.Subscription;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The services whose listeners a command pauses. */
final class ServiceControl {
    @Option(
            names = "--service",
            paramLabel = "URL",
            required = true,
            description = "The service, such as http://localhost:8082; repeatable, each instance is asked for itself.")
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

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long a service may take for an answer (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 5;

    /** Pauses or resumes what is asked for, and says what each service answers. */
    void setPaused(boolean paused, Terminal terminal) {
        if (timeoutSeconds < 1) {
            throw CommandFailure.usage("Expected a --timeout of at least 1 second but found " + timeoutSeconds + ".");
        }
        Duration timeout = Duration.ofSeconds(timeoutSeconds);
        HttpClient http = HttpClient.newBuilder().connectTimeout(timeout).build();
        Map<String, String> given = headers();
        for (String service : services) {
            ServiceInstance instance = new ServiceInstance(url(service), given, timeout);
            try {
                for (String topic : chosen(instance, http)) {
                    Subscription now = instance.setPaused(http, topic, paused);
                    terminal.out().println(service + ": " + topic + " is " + now.state());
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
                        "Expected a --service like http://localhost:8082 but found " + service + "."));
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
