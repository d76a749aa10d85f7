package dev.avenant.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to a running service and reads its answers as they are. */
record HttpProbe(int port) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
    }

    /** Sends any request, with a body of the given media type when there is one. */
    HttpResponse<String> send(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", contentType)
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(path, BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(String path, BodyPublisher body) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/json")
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> postAccepting(String accept, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/json")
                        .header("Accept", accept)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> postWithKeys(String path, String body, String... keys)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        for (String key : keys) {
            request.header("Idempotency-Key", key);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** As somebody whom the service knows under that name. */
    HttpResponse<String> postAs(String caller, String path, String body, String key)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/json")
                        .header("Caller", caller)
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> postWith(String accessToken, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + accessToken)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** The status, the media type and the text of a problem detail, as {@code 400 application/problem+json ...}. */
    static String problem(HttpResponse<String> answer) {
        JsonNode body = JSON.readTree(answer.body());
        return answer.statusCode() + " "
                + String.join(",", answer.headers().allValues("Content-Type")) + " "
                + body.path("detail").asString();
    }

    /** The fields that a problem detail names, each as {@code field: message}. */
    static List<String> faults(HttpResponse<String> answer) {
        return JSON.readTree(answer.body())
                .path("errors")
                .valueStream()
                .map(fault -> fault.path("field").asString() + ": "
                        + fault.path("message").asString())
                .toList();
    }
}
