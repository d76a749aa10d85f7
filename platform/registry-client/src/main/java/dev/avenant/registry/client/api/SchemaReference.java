package dev.avenant.registry.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A schema that another one uses by name.
 *
 * @param name the full name that the using schema writes
 * @param subject where the used schema is registered
 * @param version its version there; -1 stands for the latest one in requests
 */
public record SchemaReference(String name, String subject, int version) {

    private static final String CONTEXT = ":.";
    private static final String DEFAULT_CONTEXT = ":.:";

    /**
     * The same with the whole name of its subject: one that names no context is in that of the subject which uses it.
     *
     * @param user the subject that refers to it; null when it is not known, which changes nothing
     */
    public SchemaReference usedBy(@Nullable String user) {
        String bare = subject.startsWith(DEFAULT_CONTEXT) ? subject.substring(DEFAULT_CONTEXT.length()) : subject;
        if (user == null || !user.startsWith(CONTEXT) || bare.startsWith(CONTEXT)) {
            return this;
        }
        return new SchemaReference(name, user.substring(0, user.indexOf(':', 1) + 1) + bare, version);
    }
}
