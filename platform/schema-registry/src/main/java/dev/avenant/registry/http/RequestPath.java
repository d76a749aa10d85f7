package dev.avenant.registry.http;

import dev.avenant.registry.catalog.QualifiedSubject;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A path that an endpoint was found for. Belongs to one request and its thread. */
final class RequestPath {

    private final Endpoint endpoint;
    private final Map<String, String> variables;
    private final @Nullable String context;
    private final UnaryOperator<String> aliases;
    private @Nullable String resolved;

    /**
     * A path that was taken apart.
     *
     * @param variables what the path has where the endpoint's template leaves it open, by name
     * @param context from {@code /contexts/{context}/…}, null where the path has none
     * @param aliases finds the subject that a name stands for
     */
    RequestPath(
            Endpoint endpoint, Map<String, String> variables, @Nullable String context, UnaryOperator<String> aliases) {
        this.endpoint = endpoint;
        this.variables = variables;
        this.context = context;
        this.aliases = aliases;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    @Nullable
    String context() {
        return context;
    }

    /** The subject of the path, in the context of the path. */
    String subject() {
        return inContext(variable("subject"));
    }

    /**
     * The subject of the path, or the one that it is an alias of. It is looked up once, so that what was permitted is what
     * is done, even when somebody changes the alias in between.
     */
    String resolvedSubject() {
        String known = resolved;
        if (known == null) {
            known = aliases.apply(subject());
            resolved = known;
        }
        return known;
    }

    String inContext(String subject) {
        return context == null ? QualifiedSubject.normalize(subject) : QualifiedSubject.inContext(context, subject);
    }
}
