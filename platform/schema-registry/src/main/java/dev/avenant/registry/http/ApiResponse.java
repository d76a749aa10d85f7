package dev.avenant.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.client.api.RegistryMediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the client.
 *
 * @param body the bytes, ready to be sent
 * @param mediaType null leaves the Content-Type out
 * @param fixedType whether {@code mediaType} stands whatever the client accepts
 * @param headers besides the Content-Type
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares or changes them.
record ApiResponse(
        int status, byte[] body, @Nullable String mediaType, boolean fixedType, Map<String, String> headers) {

    private static final byte[] NOTHING = {};

    private ApiResponse(int status, byte[] body, @Nullable String mediaType, boolean fixedType) {
        this(status, body, mediaType, fixedType, Map.of());
    }

    static ApiResponse ok(byte[] body) {
        return new ApiResponse(200, body, null, false);
    }

    static ApiResponse ok(JsonNode body) {
        return of(200, body);
    }

    static ApiResponse of(int status, JsonNode body) {
        return new ApiResponse(status, bytes(body), null, false);
    }

    static ApiResponse text(String mediaType, String text) {
        return new ApiResponse(200, text.getBytes(StandardCharsets.UTF_8), mediaType, true);
    }

    /** A text in the media type that the client accepts, a schema say. */
    static ApiResponse text(String text) {
        return ok(text.getBytes(StandardCharsets.UTF_8));
    }

    /** JSON that is called so whatever the client accepts. */
    static ApiResponse json(int status, JsonNode body) {
        return new ApiResponse(status, bytes(body), RegistryMediaTypes.JSON, true);
    }

    /** What another registry answered, as it is. */
    static ApiResponse forwarded(int status, byte[] body, @Nullable String mediaType) {
        return new ApiResponse(status, body, mediaType, true);
    }

    ApiResponse withHeader(String name, String value) {
        return new ApiResponse(status, body, mediaType, fixedType, Map.of(name, value));
    }

    static ApiResponse empty() {
        return empty(204);
    }

    static ApiResponse empty(int status) {
        return new ApiResponse(status, NOTHING, null, true);
    }

    /** An error in the type that the client accepts. */
    static ApiResponse fault(int status, int code, String message) {
        return new ApiResponse(status, faultBody(code, message), null, false);
    }

    /** The log cannot do its part. */
    static ApiResponse storeFault(String reason) {
        RegistryErrorCode code = RegistryErrorCode.STORE_ERROR;
        return fault(code.status(), code.code(), code.message() + ": " + reason);
    }

    /** An error from before any endpoint was found: it has no Content-Type. */
    static ApiResponse untyped(int status, String message) {
        return new ApiResponse(status, faultBody(status, message), null, true);
    }

    static ApiResponse typed(int status, String message, String mediaType) {
        return new ApiResponse(status, faultBody(status, message), mediaType, true);
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
