package dev.avenant.registry.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the endpoint that a request is for. */
final class Routes {

    private record Route(List<String> segments, Endpoint endpoint) {}

    private final List<Route> routes = new ArrayList<>();

    Routes(List<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            routes.add(new Route(endpoint.segments(), endpoint));
        }
    }

    /**
     * What a path leads to.
     *
     * @param endpoint null when the path is known and the method is not
     * @param methods that the path has
     */
    record Match(
            @Nullable Endpoint endpoint,
            Map<String, String> variables,
            @Nullable String context,
            Set<String> methods) {}

    /** Null for a path that is not known. */
    @Nullable
    Match find(String method, List<String> path) {
        Match plain = find(method, path, null);
        if (plain != null && plain.endpoint != null) {
            return plain;
        }
        boolean contextual = path.size() > 2 && path.get(0).equals("contexts");
        Match inContext = contextual ? find(method, path.subList(2, path.size()), path.get(1)) : null;
        return inContext == null ? plain : inContext;
    }

    private @Nullable Match find(String method, List<String> path, @Nullable String context) {
        Endpoint found = null;
        Map<String, String> variables = Map.of();
        Set<String> methods = new LinkedHashSet<>();
        for (Route route : routes) {
            Map<String, String> open = Endpoint.match(route.segments, path);
            if (open != null) {
                methods.add(route.endpoint.method());
                if (found == null && route.endpoint.method().equals(method)) {
                    found = route.endpoint;
                    variables = open;
                }
            }
        }
        return methods.isEmpty() ? null : new Match(found, variables, context, methods);
    }
}
