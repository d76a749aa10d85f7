package dev.avenant.testing.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and what it was answered with.
 *
 * @param method the request's method
 * @param path its path as it was sent, encoded
 * @param query its query as it was sent, or null
 * @param requestHeaders its headers; names in lower case, of each the first value
 * @param requestBody what was read of its body
 * @param status the answer's status
 * @param contentType the answer's media type, or null
 * @param body the answer's body; null when it was not looked at, as that of a stream
 */
record Exchange(
        String method,
        String path,
        @Nullable String query,
        Map<String, String> requestHeaders,
        byte[] requestBody,
        int status,
        @Nullable String contentType,
        byte @Nullable [] body) {

    private static final int SHOWN = 600;

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Nullable
    String requestHeader(String name) {
        return requestHeaders.get(name);
    }

    String bodyAsText() {
        byte[] bytes = body;
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The request, and the beginning of both bodies, for a message. */
    @Override
    public String toString() {
        return "%s %s%s %s%n    -> %d %s %s"
                .formatted(
                        method,
                        path,
                        query == null ? "" : "?" + shortened(query),
                        shortened(new String(requestBody, StandardCharsets.UTF_8)),
                        status,
                        contentType,
                        shortened(bodyAsText()));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
