package dev.avenant.registry.http;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Finds the endpoint of a request and sends the request through the filters to it. */
final class Router {

    private final Routes routes;
    private final UnaryOperator<String> aliases;
    private final List<Filter> filters;

    /** Made with {@code aliases}, which finds the subject that a name stands for, and the filters in their order. */
    Router(List<Endpoint> endpoints, UnaryOperator<String> aliases, List<Filter> filters) {
        this.routes = new Routes(endpoints);
        this.aliases = aliases;
        this.filters = List.copyOf(filters);
    }

    ApiResponse answer(HttpExchange exchange) throws IOException {
        String method = exchange.method();
        Routes.Match match = routes.find(method.equals("HEAD") ? "GET" : method, exchange.segments());
        if (match == null) {
            return ApiResponse.untyped(404, "HTTP 404 Not Found");
        }
        Endpoint endpoint = match.endpoint();
        if (endpoint == null) {
            return method.equals("OPTIONS")
                    ? ApiResponse.text("text/plain", allowed(match.methods()))
                    : ApiResponse.untyped(405, "HTTP 405 Method Not Allowed");
        }
        if (exchange.accepted() == null) {
            return ApiResponse.untyped(406, "HTTP 406 Not Acceptable");
        }
        RequestPath path = new RequestPath(endpoint, match.variables(), match.context(), aliases);
        return FilterChain.of(exchange, filters).proceed(ApiRequest.to(path));
    }

    private static String allowed(Set<String> methods) {
        Set<String> all = new TreeSet<>(methods);
        StringBuilder text = new StringBuilder();
        if (all.contains("GET")) {
            text.append("HEAD, ");
        }
        for (String method : List.of("DELETE", "POST", "GET", "PUT")) {
            if (all.contains(method)) {
                text.append(method).append(", ");
            }
        }
        return text.append("OPTIONS").toString();
    }
}
