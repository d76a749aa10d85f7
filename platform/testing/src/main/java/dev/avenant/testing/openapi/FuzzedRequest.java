package dev.avenant.testing.openapi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request at random.
 *
 * @param operation what it asks
 * @param caller who asks
 * @param path encoded
 * @param query encoded; empty for none
 * @param headers beside the access token
 * @param body null for none
 */
record FuzzedRequest(
        DocumentedOperation operation,
        String caller,
        String path,
        String query,
        Map<String, String> headers,
        @Nullable String body) {}
