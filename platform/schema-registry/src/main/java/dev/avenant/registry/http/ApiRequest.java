package dev.avenant.registry.http;

import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, taken apart.
 *
 * @param method in capitals
 * @param variables the parts of the path that an endpoint leaves open, by their names
 * @param query every value of each parameter
 * @param context from {@code /contexts/{context}/…}, null where the path has none
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares or changes them.
record ApiRequest(
        String method,
        Map<String, String> variables,
        Map<String, List<String>> query,
        @Nullable String context,
        byte[] body,
        @Nullable String principal) {

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
    int number(String name, int otherwise) {
        String text = option(name);
        return text == null || text.isEmpty() ? otherwise : parse(text);
    }

    private static int parse(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new RegistryFault(404, 404, "HTTP 404 Not Found");
        }
    }

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    int id() {
        return parse(variable("id"));
    }

    /** The subject of the path, in the context of the path. */
    String subject() {
        return inContext(variable("subject"));
    }

    /** What the query says under {@code subject}; in a context, at least that. */
    @Nullable
    String subjectOption() {
        String named = option("subject");
        return named == null && context == null ? null : inContext(named == null ? "" : named);
    }

    String inContext(String subject) {
        return context == null ? QualifiedSubject.normalize(subject) : QualifiedSubject.inContext(context, subject);
    }

    /** The subject or context whose setting is meant; null for the default context. */
    @Nullable
    String scope() {
        String scope = inContext(variable("subject"));
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
        throw RegistryFault.of(RegistryErrorCode.INVALID_VERSION, text);
    }
}
