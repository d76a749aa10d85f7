package dev.avenant.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.operations.OperationException;
import dev.avenant.registry.client.WholeResponse;
import dev.avenant.text.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of a console. What the console refuses, and what is no console, is an {@link OperationException} that says so
 * in the console's own words, and what to do; nobody asks again.
 */
public final class ConsoleClient {

    private static final String API = "/api/v1";
    private static final String CLUSTERS = API + "/clusters";
    private static final int ITEMS_AT_ONCE = 1000;

    /** Several times what a page of the largest records takes; what answers more is no console. */
    private static final long MOST_BYTES = 64 << 20;

    private final ConsoleConfig.Connection connection;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.builder().build();
    private @Nullable String base;

    ConsoleClient(ConsoleConfig.Connection connection) {
        this.connection = connection;
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(connection.timeout());
        if (connection.tls() != null) {
            client.sslContext(connection.tls());
        }
        this.http = client.build();
    }

    /** Where it is, for messages. */
    public String address() {
        return connection.url().toString();
    }

    /** What the console and its cluster are called in a sentence. */
    String name() {
        return "The console at " + address();
    }

    /** A path of names, each of which may have any character. */
    static String path(String... names) {
        return List.of(names).stream().map(name -> "/" + encoded(name)).collect(Collectors.joining());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What the console answers about the cluster that is meant. */
    ConsoleAnswer get(String path, Map<String, String> query) {
        return ask("GET", base() + path, query, null);
    }

    /** The same where there may be nothing; null when there is nothing. */
    @Nullable
    ConsoleAnswer find(String path, Map<String, String> query) {
        WholeResponse response = send("GET", base() + path, query, null);
        return response.statusCode() == 404 && problemOf(response) != null && isConsole()
                ? null
                : answerOf("GET " + base() + path, response);
    }

    /** Has the console do something in the cluster that is meant. */
    ConsoleAnswer post(String path, Map<String, String> query, JsonNode body) {
        return ask("POST", base() + path, query, body.toString());
    }

    /**
     * A look at what is to be done. When already that is refused, the action itself is asked for with an order of nothing, so that
     * the console records who was refused what.
     */
    <T> T lookBeforeDoing(Supplier<T> look, Supplier<ConsoleAnswer> orderOfNothing) {
        try {
            return look.get();
        } catch (NotGrantedException refused) {
            try {
                var unused = orderOfNothing.get();
            } catch (OperationException recorded) {
                refused.addSuppressed(recorded);
            }
            throw refused;
        }
    }

    /** All items of a list, which comes in parts. */
    <T> List<T> all(String path, Map<String, String> query, Function<ConsoleAnswer, T> item) {
        List<T> all = new ArrayList<>();
        Map<String, String> next = new HashMap<>(query);
        next.put("limit", String.valueOf(ITEMS_AT_ONCE));
        String cursor = null;
        do {
            ConsoleAnswer part = get(path, next);
            part.items("items").forEach(each -> all.add(item.apply(each)));
            cursor = part.next(cursor);
            next.put("cursor", Objects.toString(cursor, ""));
        } while (cursor != null);
        return all;
    }

    private String base() {
        if (base == null) {
            String cluster = connection.cluster();
            base = cluster == null ? API : pathOf(cluster);
        }
        return base;
    }

    private String pathOf(String cluster) {
        List<String> names = new ArrayList<>();
        for (ConsoleAnswer each : ask("GET", CLUSTERS, Map.of(), null).items()) {
            if (each.text("name").equals(cluster)) {
                return API + path("clusters", cluster);
            }
            names.add(each.text("name"));
        }
        throw OperationException.wrongRequest(name() + " shows you no cluster " + Printable.of(cluster)
                + (names.isEmpty() ? "." : ". It shows " + Printable.line(String.join(", ", names)) + "."));
    }

    private ConsoleAnswer ask(String method, String path, Map<String, String> query, @Nullable String body) {
        return answerOf(method + " " + path, send(method, path, query, body));
    }

    private WholeResponse send(String method, String path, Map<String, String> query, @Nullable String body) {
        String parameters = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(connection.url() + path + (parameters.isEmpty() ? "" : "?" + parameters)))
                .timeout(connection.timeout())
                .header("Accept", "application/json")
                .header("Accept-Language", "en");
        if (connection.authorization() != null) {
            request.header("Authorization", connection.authorization());
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return WholeResponse.send(
                    http,
                    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    MOST_BYTES);
        } catch (HttpTimeoutException late) {
            throw new UnansweredException(name() + " did not answer within "
                    + connection.timeout().toSeconds()
                    + " s. Check that it runs and can be reached from here, or give it longer with --timeout.");
        } catch (SSLException untrusted) {
            throw OperationException.couldNotRun(name() + " was not asked, since TLS failed (" + why(untrusted)
                    + "). Check that it speaks https, and name the certificates to trust with " + ConsoleConfig.PREFIX
                    + "ssl.truststore.location in the file of --command-config.");
        } catch (IOException away) {
            String unanswered =
                    name() + " did not answer: " + why(away) + ". Check that it runs and can be reached from here.";
            throw away instanceof ConnectException
                    ? OperationException.couldNotRun(unanswered)
                    : new UnansweredException(unanswered);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw OperationException.couldNotRun("Interrupted.");
        }
    }

    private static String why(IOException away) {
        if (away.getMessage() != null) {
            return Printable.line(away.getMessage());
        }
        return away instanceof ConnectException
                ? "no connection"
                : away.getClass().getSimpleName();
    }

    private ConsoleAnswer answerOf(String asked, WholeResponse response) {
        int status = response.statusCode();
        if (status == 204 || status == 202) {
            return new ConsoleAnswer(json.nullNode(), this, asked);
        }
        if (status == 200) {
            JsonNode body = read(response, "json");
            if (body == null) {
                throw noConsole("no JSON");
            }
            return new ConsoleAnswer(body, this, asked);
        }
        JsonNode problem = problemOf(response);
        if (problem == null) {
            String location = response.headers().firstValue("Location").orElse("");
            throw noConsole("status " + status
                    + (location.isEmpty()
                            ? ""
                            : ", which leads to " + Printable.line(location.replaceAll("\\?.*", ""))));
        }
        if (status == 404 && !isConsole()) {
            throw noConsole("status 404");
        }
        throw refused(response, Printable.line(problem.path("detail").asText("status " + status)));
    }

    /** Whether what says that there is nothing at an address is a console, each of which has a list of its clusters. */
    private boolean isConsole() {
        return send("GET", CLUSTERS, Map.of(), null).statusCode() != 404;
    }

    /** The problem details of RFC 9457 that an answer has; null when it has none. */
    private @Nullable JsonNode problemOf(WholeResponse response) {
        return read(response, "problem+json");
    }

    private @Nullable JsonNode read(WholeResponse response, String type) {
        String given = response.headers().firstValue("Content-Type").orElse("");
        if (!given.matches("application/" + type.replace("+", "\\+") + " *(;.*)?")) {
            return null;
        }
        try {
            return json.readTree(response.body());
        } catch (JsonProcessingException cut) {
            return null;
        }
    }

    private OperationException noConsole(String found) {
        return OperationException.couldNotRun(
                "Expected a console at " + address() + " but found something else (" + found
                        + "). Name the console with --console, as https://console.example, without the path of a page.");
    }

    private OperationException refused(WholeResponse response, String detail) {
        return switch (response.statusCode()) {
            case 400, 422 -> OperationException.wrongRequest(detail);
            case 401 -> OperationException.couldNotRun(unknown(response, detail));
            case 403 -> new NotGrantedException(name() + " does not let you: " + detail);
            case 404, 409 -> OperationException.couldNotRun(detail);
            case 429 ->
                OperationException.couldNotRun(name() + " takes no more for now: " + detail
                        + response.headers()
                                .firstValue("Retry-After")
                                .map(seconds -> " Try again in " + Printable.line(seconds) + " s.")
                                .orElse(""));
            default -> OperationException.couldNotRun(name() + " could not answer: " + detail);
        };
    }

    private String unknown(WholeResponse response, String detail) {
        boolean isBearer = response.headers()
                .firstValue("WWW-Authenticate")
                .filter(challenge -> challenge.startsWith("Bearer"))
                .isPresent();
        String settings = isBearer
                ? ConsoleConfig.TOKEN + " (an access token of its OpenID provider) in the file of --command-config, or"
                        + " AVENANT_CONSOLE_TOKEN"
                : ConsoleConfig.USER + " and " + ConsoleConfig.PASSWORD_OF_USER
                        + " in the file of --command-config, or AVENANT_CONSOLE_USER and AVENANT_CONSOLE_PASSWORD";
        return connection.authorization() == null
                ? name() + " has to know who asks. Set " + settings + "."
                : name() + " refused the credentials: " + detail + " Check " + settings + ".";
    }
}
