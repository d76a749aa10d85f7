package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process of a service as the console sees it: it answers as the endpoint {@code subscriptions} of the messaging starter
 * does, which has its own test there.
 */
final class ServiceProcess implements AutoCloseable {

    private static final String PATH = "/actuator/subscriptions";

    private final HttpServer server;
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile String group;
    private volatile String partitions = "{}";
    private volatile String authorization = "";
    private volatile String whole = "";
    private volatile Runnable before = () -> {};

    private ServiceProcess(String group, HttpServer server) {
        this.group = group;
        this.server = server;
    }

    /** One that reads some topics. */
    static ServiceProcess start(String group, String... topics) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ServiceProcess process = new ServiceProcess(group, server);
            Stream.of(topics).forEach(topic -> process.states.put(topic, "running"));
            server.createContext(PATH, process::answer);
            server.start();
            return process;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Which partitions it says that it is assigned, as JSON; empty for a starter that says nothing of them. */
    ServiceProcess assigned(String json) {
        partitions = json;
        return this;
    }

    ServiceProcess ofGroup(String other) {
        group = other;
        return this;
    }

    /** Lets nobody in without this header. */
    ServiceProcess securedBy(String header) {
        authorization = header;
        return this;
    }

    /** Answers this, whatever it is asked. */
    ServiceProcess answering(String body) {
        whole = body;
        return this;
    }

    /** Does this before it answers. */
    ServiceProcess before(Runnable step) {
        before = step;
        return this;
    }

    ServiceProcess in(String topic, String state) {
        states.put(topic, state);
        return this;
    }

    /** What it does with each topic. */
    Map<String, String> states() {
        return new TreeMap<>(states);
    }

    /** What it was told, as {@code TOPIC BODY}. */
    List<String> told() {
        return List.copyOf(told);
    }

    private void answer(HttpExchange exchange) throws IOException {
        before.run();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String topic =
                exchange.getRequestURI().getPath().substring(PATH.length()).replaceFirst("/", "");
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (!authorization.isEmpty() && !authorization.equals(given)) {
            send(exchange, 401, "{}");
        } else if (!whole.isEmpty()) {
            send(exchange, 200, whole);
        } else if (exchange.getRequestMethod().equals("POST")) {
            told.add(topic + " " + body);
            states.put(topic, body.equals("{\"paused\":true}") ? "paused" : "running");
            send(exchange, 200, view(topic));
        } else {
            String all = states.keySet().stream()
                    .sorted()
                    .map(each -> "\"" + each + "\":" + view(each))
                    .collect(Collectors.joining(","));
            send(
                    exchange,
                    200,
                    "{\"group\":\"" + group + "\",\"subscriptions\":{" + all + "}"
                            + (partitions.isEmpty() ? "" : ",\"partitions\":" + partitions) + "}");
        }
    }

    private String view(String topic) {
        String state = states.getOrDefault(topic, "unknown");
        String[] parts = state.split(" because ", 2);
        return "{\"state\":\"" + parts[0] + "\",\"circuitBreaker\":"
                + (parts.length == 2 ? "\"" + parts[1] + "\"" : "null") + "}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
