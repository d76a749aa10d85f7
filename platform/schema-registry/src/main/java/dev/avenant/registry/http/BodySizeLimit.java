package dev.avenant.registry.http;

import dev.avenant.registry.client.api.RegistryMediaTypes;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that say that their body is too large, before anything else is looked at. Bodies that do not say how large
 * they are, are refused while they are read.
 *
 * @param maxBytes the largest body
 */
public record BodySizeLimit(int maxBytes) {

    /** Of whatever size; what no server takes is refused while it is read. */
    public static final BodySizeLimit NONE = new BodySizeLimit(Integer.MAX_VALUE);

    private static final int TOO_LARGE = 413;

    /** The refusal, null for a request that may go on. Confluent's server says nothing in that to a PUT. */
    @Nullable
    ApiResponse refuse(HttpExchange exchange) {
        long length = exchange.http().getLength();
        if (length <= maxBytes) {
            return null;
        }
        return exchange.method().equals("PUT")
                ? ApiResponse.empty(TOO_LARGE)
                : ApiResponse.typed(
                        TOO_LARGE, "Request body is too large: " + length + ">" + maxBytes, RegistryMediaTypes.JSON);
    }
}
