package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;

/** The two refusals that depend on who asks, in the words of Confluent's API. */
final class AccessFaults {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private AccessFaults() {}

    /** Who asks cannot prove who it is. */
    static ApiResponse unauthorized() {
        return ApiResponse.fault(UNAUTHORIZED, UNAUTHORIZED, "Unauthorized");
    }

    /** Who asks may not see or do what the request is about. */
    static RestException denied() {
        return new RestException(FORBIDDEN, 40301, "User is denied operation on this server.");
    }

    /** Whether a status says one of the two. */
    static boolean isRefusal(int status) {
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }
}
