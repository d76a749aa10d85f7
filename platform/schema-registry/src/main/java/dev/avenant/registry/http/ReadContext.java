package dev.avenant.registry.http;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.security.Access;

/**
 * What endpoints look at to answer.
 *
 * @param catalog what the registry knows
 * @param bodies how versions are shown
 * @param access who may see what
 * @param limits how long lists may be
 */
record ReadContext(Catalog catalog, ResponseBodies bodies, Access access, Limits limits) {

    /** Whether who asks may read a subject. */
    boolean shows(ApiRequest call, String subject) {
        return access.mayRead(call.principal(), subject);
    }
}
