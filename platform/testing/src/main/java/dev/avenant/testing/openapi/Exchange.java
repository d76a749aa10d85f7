package dev.avenant.testing.openapi;

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
        String requestBody,
        int status,
        @Nullable String contentType,
        @Nullable String body) {

    private static final int SHOWN = 600;

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Nullable
    String requestHeader(String name) {
        return requestHeaders.get(name);
    }

    String bodyOrNothing() {
        return body == null ? "" : body;
    }

    /** The request, and the beginning of both bodies, for a message. */
    @Override
    public String toString() {
        return "%s %s%s %s%n    -> %d %s %s"
                .formatted(
                        method,
                        path,
                        query == null ? "" : "?" + shortened(query),
                        shortened(requestBody),
                        status,
                        contentType,
                        shortened(bodyOrNothing()));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
