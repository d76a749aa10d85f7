package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.security.Access;
import dev.avenant.registry.security.Audit;
import java.io.IOException;

/** Lets a request pass whose principal has the endpoint's role on the endpoint's scope. */
final class AccessFilter implements Filter {

    private final Access access;

    AccessFilter(Access access) {
        this.access = access;
    }

    @Override
    public ApiResponse filter(ApiRequest request, FilterChain chain) throws IOException {
        Endpoint endpoint = request.endpoint();
        String principal = request.principal();
        if (principal == null || endpoint.scope().allows(access, principal, endpoint.role(), request.path())) {
            return chain.proceed(request);
        }
        RestException denied = AccessFaults.denied();
        Audit.refused(principal, chain.exchange().method(), chain.exchange().path(), denied.status());
        return ApiResponse.fault(denied.status(), denied.errorCode(), denied.text());
    }
}
