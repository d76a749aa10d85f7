package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of the API, as its endpoint sees it. Filters fill in what they find out, each in a copy.
 *
 * @param path with the endpoint that it leads to
 * @param principal who asks; null where nobody has to be known
 * @param query every value of each parameter that the endpoint has
 * @param body empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares or changes them.
record ApiRequest(RequestPath path, @Nullable String principal, Map<String, List<String>> query, byte[] body) {

    private static final byte[] NO_BODY = {};

    /** A request of which only the path is known yet. */
    static ApiRequest to(RequestPath path) {
        return new ApiRequest(path, null, Map.of(), NO_BODY);
    }

    ApiRequest withPrincipal(String known) {
        return new ApiRequest(path, known, query, body);
    }

    ApiRequest withContent(Map<String, List<String>> newQuery, byte[] newBody) {
        return new ApiRequest(path, principal, newQuery, newBody);
    }

    ApiRequest withQuery(Map<String, List<String>> newQuery) {
        return new ApiRequest(path, principal, newQuery, body);
    }

    Endpoint endpoint() {
        return path.endpoint();
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(option(name));
    }

    @Nullable
    String option(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    List<String> options(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** A whole number of the query; what is none means that there is no such page. */
    int number(String name, int defaultValue) {
        String text = option(name);
        return text == null || text.isEmpty() ? defaultValue : parse(text);
    }

    private static int parse(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new RestException(404, 404, "HTTP 404 Not Found");
        }
    }

    String variable(String name) {
        return path.variable(name);
    }

    @Nullable
    String context() {
        return path.context();
    }

    int id() {
        return parse(variable("id"));
    }

    /** The subject of the path as it is named there, in the context of the path. */
    String subject() {
        return path.subject();
    }

    /** The subject of the path, as the client wrote it where the path has no context. */
    String namedSubject() {
        return context() == null ? variable("subject") : subject();
    }

    /** The subject of the path, or the one that it is an alias of. */
    String resolvedSubject() {
        return path.resolvedSubject();
    }

    /** What the query says under {@code subject}; in a context, at least that. */
    @Nullable
    String subjectOption() {
        String named = option("subject");
        return named == null && context() == null ? null : inContext(named == null ? "" : named);
    }

    String inContext(String subject) {
        return path.inContext(subject);
    }

    /** The subject or context whose setting is meant; null for the default context. */
    @Nullable
    String settingScope() {
        String scope = subject();
        return scope.isEmpty() ? null : scope;
    }

    /** The version of the path; -1 is the latest. */
    int version() {
        String text = variable("version");
        String trimmed = text.trim();
        if (trimmed.toLowerCase(Locale.ROOT).equals("latest")) {
            return -1;
        }
        try {
            int number = Integer.parseInt(trimmed);
            if (number > 0 || number == -1) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Told below, with the text as it came.
        }
        throw RestException.of(RegistryErrorCode.INVALID_VERSION, text);
    }
}
