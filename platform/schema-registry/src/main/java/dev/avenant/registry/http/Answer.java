package dev.avenant.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the client.
 *
 * @param body the bytes, ready to be sent
 * @param mediaType null leaves the Content-Type out
 * @param fixedType whether {@code mediaType} stands whatever the client accepts
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares or changes them.
record Answer(int status, byte[] body, @Nullable String mediaType, boolean fixedType) {

    private static final byte[] NOTHING = {};

    static Answer ok(byte[] body) {
        return new Answer(200, body, null, false);
    }

    static Answer ok(JsonNode body) {
        return of(200, body);
    }

    static Answer of(int status, JsonNode body) {
        return new Answer(status, bytes(body), null, false);
    }

    static Answer text(String mediaType, String text) {
        return new Answer(200, text.getBytes(StandardCharsets.UTF_8), mediaType, true);
    }

    static Answer empty() {
        return new Answer(204, NOTHING, null, true);
    }

    /** An error in the type that the client accepts. */
    static Answer fault(int status, int code, String message) {
        return new Answer(status, faultBody(code, message), null, false);
    }

    /** An error from before any endpoint was found: it has no Content-Type. */
    static Answer untyped(int status, String message) {
        return new Answer(status, faultBody(status, message), null, true);
    }

    static Answer typed(int status, String message, String mediaType) {
        return new Answer(status, faultBody(status, message), mediaType, true);
    }

    private static byte[] faultBody(int code, String message) {
        return bytes(
                JsonNodeFactory.instance.objectNode().put("error_code", code).put("message", message));
    }

    static byte[] bytes(JsonNode body) {
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree can be written", impossible);
        }
    }
}
