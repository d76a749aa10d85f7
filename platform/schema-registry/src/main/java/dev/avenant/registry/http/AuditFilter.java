package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.security.Audit;
import java.io.IOException;

/**
 * Has every write, and whatever the rest of the chain refuses for who asks, written down: one line for each request, a
 * refusal where it was refused and a write otherwise.
 */
final class AuditFilter implements Filter {

    private static final int FAILED = 500;

    @Override
    public ApiResponse filter(ApiRequest request, FilterChain chain) throws IOException {
        int status = FAILED;
        try {
            ApiResponse response = chain.proceed(request);
            status = response.status();
            return response;
        } catch (RestException fault) {
            status = fault.status();
            throw fault;
        } finally {
            record(request, chain.exchange(), status);
        }
    }

    private static void record(ApiRequest request, HttpExchange exchange, int status) {
        if (AccessFaults.isRefusal(status)) {
            Audit.refused(request.principal(), exchange.method(), exchange.path(), status);
        } else if (request.endpoint().writes()) {
            Audit.wrote(request.principal(), exchange.method(), exchange.path(), status);
        }
    }
}
