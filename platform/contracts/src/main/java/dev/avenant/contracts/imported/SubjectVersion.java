package dev.avenant.contracts.imported;

import dev.avenant.registry.client.api.SchemaReference;

/** A version of a subject, of which the name says the context too. */
public record SubjectVersion(String subject, int version) {
    /** The version that a schema of another subject refers to; a name without a context is one of the user's context. */
    public static SubjectVersion of(String user, SchemaReference reference) {
        String subject = reference.subject();
        int end = isInContext(user) ? user.indexOf(':', 1) : -1;
        boolean qualified = subject.startsWith(":");
        return new SubjectVersion(
                end < 0 || qualified ? subject : user.substring(0, end + 1) + subject, reference.version());
    }

    /** Whether a subject is in another context than the default one. */
    public static boolean isInContext(String subject) {
        return subject.startsWith(":.");
    }
}
