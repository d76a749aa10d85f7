package dev.avenant.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of GitHub as the action needs: the comments of the pull request 7 of shop/orders, in pages as GitHub has them,
 * and the files of a release.
 */
final class GithubServer implements AutoCloseable {
    static final String TOKEN = "token-of-the-job";
    private static final String COMMENTS = "/api/repos/shop/orders/issues/7/comments";
    private static final Pattern COMMENT = Pattern.compile("/api/repos/shop/orders/issues/comments/(\\d+)");
    private static final Pattern PAGE = Pattern.compile("per_page=100&page=(\\d+)");
    private static final int PAGE_SIZE = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<Integer, String> comments = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final List<String> writes = new ArrayList<>();
    private int refusal;
    private String reason = "";

    GithubServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Serves a file of a release. */
    void publish(String path, Path file) {
        files.put(path, file);
    }

    /** Writes a comment as somebody else would. */
    void comment(String body) {
        comments.put(comments.size() + 1, body);
    }

    /** Answers whoever writes a comment with a status and a sentence. */
    void refuse(int status, String message) {
        refusal = status;
        reason = message;
    }

    List<String> comments() {
        return List.copyOf(comments.values());
    }

    /** What was written, by method and number of the comment. */
    List<String> writes() {
        return List.copyOf(writes);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Path file = files.get(path);
        if (file != null) {
            send(exchange, 200, Files.readAllBytes(file));
        } else if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 404, error("Not Found"));
        } else if (exchange.getRequestMethod().equals("GET") && path.equals(COMMENTS)) {
            send(exchange, 200, page(exchange.getRequestURI().getQuery()));
        } else if (refusal != 0) {
            send(exchange, refusal, error(reason));
        } else if (exchange.getRequestMethod().equals("POST") && path.equals(COMMENTS)) {
            int id = comments.size() + 1;
            write(exchange, id, 201);
        } else {
            Matcher one = COMMENT.matcher(path);
            if (exchange.getRequestMethod().equals("PATCH")
                    && one.matches()
                    && comments.containsKey(Integer.valueOf(one.group(1)))) {
                write(exchange, Integer.parseInt(one.group(1)), 200);
            } else {
                send(exchange, 404, error("Not Found"));
            }
        }
    }

    private void write(HttpExchange exchange, int id, int status) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        comments.put(id, body.required("body").asText());
        writes.add(exchange.getRequestMethod() + " " + id);
        send(exchange, status, JSON.writeValueAsBytes(comment(id)));
    }

    private byte[] page(String query) throws IOException {
        Matcher page = PAGE.matcher(query);
        if (!page.matches()) {
            return error("Unexpected query " + query);
        }
        ArrayNode all = JSON.createArrayNode();
        comments.keySet().stream()
                .skip((Long.parseLong(page.group(1)) - 1) * PAGE_SIZE)
                .limit(PAGE_SIZE)
                .forEach(id -> all.add(comment(id)));
        return JSON.writeValueAsBytes(all);
    }

    private ObjectNode comment(int id) {
        return JSON.createObjectNode().put("id", id).put("body", comments.get(id));
    }

    private static byte[] error(String message) {
        return ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
