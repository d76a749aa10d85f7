package dev.avenant.registry.http;

import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.client.api.RegistryErrorCode;

/**
 * Which names subjects may have.
 *
 * @param rejectsEmpty whether a subject needs a name of its own, which is not {@code *}
 */
record SubjectNames(boolean rejectsEmpty) {

    private static final String WILDCARD = "*";

    /** Throws a {@link RestException} 42208 when nothing may be registered under a name, given as the client wrote it. */
    void requireRegistrable(String named) {
        String subject = QualifiedSubject.of(named).subject();
        boolean empty = subject.isEmpty() || subject.equals(WILDCARD);
        if ((rejectsEmpty && empty) || !QualifiedSubject.isValid(named)) {
            throw RestException.of(RegistryErrorCode.INVALID_SUBJECT, named);
        }
    }
}
