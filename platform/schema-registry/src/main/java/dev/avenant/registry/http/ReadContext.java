package dev.avenant.registry.http;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.security.Access;

/**
 * What endpoints look at to answer.
 *
 * @param catalog what the registry knows
 * @param aliases which subject a name stands for
 * @param bodies how versions are shown
 * @param access who may see what
 * @param limits how long lists may be
 */
record ReadContext(Catalog catalog, SubjectAliases aliases, ResponseBodies bodies, Access access, Limits limits) {

    /** Whether who asks may read a subject. */
    boolean shows(ApiRequest request, String subject) {
        return access.mayRead(request.principal(), subject);
    }

    /** A schema shows the types that it refers to, so who may not read them cannot refer to them: that is a 403. */
    void requireReadableReferences(ApiRequest request, RegistrationRequest wanted) {
        for (String subject : wanted.referencedSubjects()) {
            if (!shows(request, subject)) {
                throw AccessFaults.denied();
            }
        }
    }
}
