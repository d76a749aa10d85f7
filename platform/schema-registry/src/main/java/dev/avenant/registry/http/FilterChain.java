package dev.avenant.registry.http;

import java.io.IOException;
import java.util.List;

/**
 * The filters that a request has still to pass, and its endpoint behind them.
 *
 * @param exchange the HTTP request that it came in
 */
record FilterChain(HttpExchange exchange, List<Filter> filters, int next) {

    static FilterChain of(HttpExchange exchange, List<Filter> filters) {
        return new FilterChain(exchange, filters, 0);
    }

    /** Hands the request to the next filter, or to its endpoint when it has passed them all. */
    ApiResponse proceed(ApiRequest request) throws IOException {
        return next == filters.size()
                ? request.endpoint().action().answer(request)
                : filters.get(next).filter(request, new FilterChain(exchange, filters, next + 1));
    }
}
