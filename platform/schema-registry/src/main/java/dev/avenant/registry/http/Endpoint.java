package dev.avenant.registry.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One method on one path.
 *
 * @param template the path, with open parts in braces
 * @param parameters the query parameters that it reads
 * @param writes whether only the leader may do it
 */
public record Endpoint(String method, String template, List<String> parameters, boolean writes, Action action) {

    /** What it does. */
    @FunctionalInterface
    interface Action {
        ApiResponse answer(ApiRequest call);
    }

    public Endpoint {
        parameters = List.copyOf(parameters);
    }

    static Endpoint read(String method, String template, Action action, String... parameters) {
        return new Endpoint(method, template, List.of(parameters), false, action);
    }

    static Endpoint write(String method, String template, Action action, String... parameters) {
        return new Endpoint(method, template, List.of(parameters), true, action);
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
