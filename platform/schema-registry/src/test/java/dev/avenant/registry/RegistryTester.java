package dev.avenant.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registry of its own and the words that go back and forth: {@code status body}, with every time as 0. */
final class RegistryTester implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaRegistry registry;
    private final Map<String, String> headers;

    private RegistryTester(SchemaRegistry registry, Map<String, String> headers) {
        this.registry = registry;
        this.headers = headers;
    }

    /** With a new in-memory registry. */
    static RegistryTester begin() {
        return begin(SchemaRegistryConfig.inMemory());
    }

    static RegistryTester begin(SchemaRegistryConfig config) {
        return of(SchemaRegistry.start(config));
    }

    /** With a registry that the test started. */
    static RegistryTester of(SchemaRegistry registry) {
        return new RegistryTester(registry, Map.of());
    }

    /** With the same registry, as somebody who sends these headers. */
    RegistryTester as(Map<String, String> who) {
        return new RegistryTester(registry, who);
    }

    String get(String path) {
        return send("GET", path, null);
    }

    String delete(String path) {
        return send("DELETE", path, null);
    }

    String post(String path, String body) {
        return send("POST", path, body);
    }

    String put(String path, String body) {
        return send("PUT", path, body);
    }

    String send(String method, String path, @Nullable String body) {
        try {
            Map<String, String> sent = new HashMap<>(headers);
            if (body != null) {
                sent.put("Content-Type", "application/json");
            }
            RawHttp.Reply reply = RawHttp.send(
                    registry.url(), method, path, sent, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
            String text = reply.body().replaceAll("\"(ts|createTs|updateTs)\":\\d+", "\"$1\":0");
            return text.isEmpty() ? String.valueOf(reply.status()) : reply.status() + " " + text;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The body that sends a schema, and members that go with it, each as JSON. */
    static String schema(String schema, String... members) {
        ObjectNode body = JSON.createObjectNode().put("schema", schema);
        try {
            for (String member : members) {
                body.setAll((ObjectNode) JSON.readTree("{" + member + "}"));
            }
        } catch (JsonProcessingException wrong) {
            throw new UncheckedIOException(wrong);
        }
        return body.toString();
    }

    /** A text as JSON has it. */
    static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    SchemaRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        registry.close();
    }
}
