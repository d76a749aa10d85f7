package dev.avenant.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An HTTP server that answers as a registry was recorded to answer, and remembers what it was asked. */
final class RecordedRegistry implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, ArrayDeque<Answer>> answers = new HashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile Answer otherwise = new Answer(599, "not recorded");

    record Answer(int status, String body) {}

    RecordedRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Takes the exchanges of a recording; of the same request asked again, the last answer stays. */
    RecordedRegistry play(JsonNode exchanges) {
        for (JsonNode exchange : exchanges) {
            on(
                    exchange.path("method").asText(),
                    exchange.path("path").asText(),
                    exchange.path("status").asInt(),
                    exchange.path("response").toString());
        }
        return this;
    }

    RecordedRegistry on(String method, String path, int status, String body) {
        answers.computeIfAbsent(method + " " + path, created -> new ArrayDeque<>())
                .add(new Answer(status, body));
        return this;
    }

    RecordedRegistry otherwise(int status, String body) {
        otherwise = new Answer(status, body);
        return this;
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(request);
            Answer answer = next(request);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private synchronized Answer next(String request) {
        ArrayDeque<Answer> recorded = answers.get(request);
        if (recorded == null) {
            return otherwise;
        }
        return recorded.size() > 1 ? recorded.remove() : recorded.element();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
