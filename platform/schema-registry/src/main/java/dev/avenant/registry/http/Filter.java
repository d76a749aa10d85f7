package dev.avenant.registry.http;

import java.io.IOException;

/**
 * One step on a request's way to its endpoint: it answers itself, or has the rest of the chain answer and may look at what
 * comes back. It serves many requests at a time.
 */
@FunctionalInterface
interface Filter {

    ApiResponse filter(ApiRequest request, FilterChain chain) throws IOException;
}
