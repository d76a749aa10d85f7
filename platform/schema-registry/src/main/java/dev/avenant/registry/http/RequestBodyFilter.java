package dev.avenant.registry.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the query and the body, or refuses a body that is too large or of a type that the registry does not read.
 * What comes behind it runs when the body is there.
 */
final class RequestBodyFilter implements Filter {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT");

    private final int maxBodyBytes;

    RequestBodyFilter(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public ApiResponse filter(ApiRequest request, FilterChain chain) throws IOException {
        HttpExchange exchange = chain.exchange();
        boolean withBody = WITH_BODY.contains(request.endpoint().method());
        ApiResponse refused = withBody ? MediaTypes.refuse(exchange.header("Content-Type")) : null;
        if (refused != null) {
            return refused;
        }
        Map<String, List<String>> query = exchange.query(request.endpoint());
        return withBody
                ? PendingBody.with(exchange.body(maxBodyBytes), body -> chain.proceed(request.withContent(query, body)))
                : chain.proceed(request.withContent(query, request.body()));
    }
}
