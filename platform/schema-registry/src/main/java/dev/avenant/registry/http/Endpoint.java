package dev.avenant.registry.http;

import dev.avenant.registry.security.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One method on one path: a row of the API. It is made from {@link #get}, {@link #post}, {@link #put} or {@link #delete},
 * and there is no way to the action but through {@link Route#needs}.
 *
 * @param template the path, with open parts in braces
 * @param parameters the query parameters that it reads
 * @param role what a principal needs to be allowed; whatever changes something needs more than {@link Role#READ}
 * @param scope on what it is needed
 */
public record Endpoint(
        String method, String template, List<String> parameters, Role role, AccessScope scope, Action action) {

    /** What it does. */
    @FunctionalInterface
    interface Action {
        ApiResponse answer(ApiRequest request);
    }

    /** A method and a path of which nobody has said yet who may use it. */
    record Route(String method, String template, List<String> parameters) {

        /** Query parameters that are not named do not reach the action. */
        Route parameters(String... names) {
            return new Route(method, template, List.of(names));
        }

        Permitted needs(Role role, AccessScope scope) {
            return new Permitted(this, role, scope);
        }
    }

    /** A route that knows who may use it. */
    record Permitted(Route route, Role role, AccessScope scope) {

        Endpoint answers(Action action) {
            return new Endpoint(route.method, route.template, route.parameters, role, scope, action);
        }
    }

    public Endpoint {
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(scope, "scope");
        boolean ofSubject = scope == AccessScope.SUBJECT || scope == AccessScope.SUBJECT_OR_ALIAS;
        if (ofSubject != template.contains("{subject}")) {
            throw new IllegalArgumentException(method + " " + template
                    + ": scope must fit the path, which names a subject or does not, but was " + scope);
        }
    }

    static Route get(String template) {
        return new Route("GET", template, List.of());
    }

    static Route post(String template) {
        return new Route("POST", template, List.of());
    }

    static Route put(String template) {
        return new Route("PUT", template, List.of());
    }

    static Route delete(String template) {
        return new Route("DELETE", template, List.of());
    }

    /** Whether it changes something, which only the leader does. */
    boolean writes() {
        return role != Role.READ;
    }

    List<String> segments() {
        return segmentsOf(template);
    }

    static List<String> segmentsOf(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }

    /** The open parts when the path is this endpoint's, else null. */
    static @Nullable Map<String, String> match(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return null;
        }
        for (int i = 0; i < path.size(); i++) {
            String part = template.get(i);
            if (part.charAt(0) != '{' && !part.equals(path.get(i))) {
                return null;
            }
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String part = template.get(i);
            if (part.charAt(0) == '{') {
                variables.put(part.substring(1, part.length() - 1), path.get(i));
            }
        }
        return variables;
    }
}
