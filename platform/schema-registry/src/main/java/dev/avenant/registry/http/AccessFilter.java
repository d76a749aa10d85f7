package dev.avenant.registry.http;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.security.Access;
import dev.avenant.registry.security.Audit;
import dev.avenant.registry.security.Role;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Lets a request through to its endpoint, or refuses it, and has writes and refusals written down. */
final class AccessFilter {

    private final Access access;
    private final Catalog catalog;

    AccessFilter(Access access, Catalog catalog) {
        this.access = access;
        this.catalog = catalog;
    }

    /** Who asks, and the refusal where there is one. */
    record Pass(@Nullable String principal, @Nullable ApiResponse refusal) {}

    boolean isOn() {
        return access.isGuarded();
    }

    Pass check(Request request, Endpoint endpoint, Routes.Match match) {
        if (!access.isGuarded()) {
            return new Pass(null, null);
        }
        String principal = principalOf(request);
        String path = request.getHttpURI().getPath();
        if (principal == null) {
            Audit.refused(null, request.getMethod(), path, 401);
            return new Pass(null, ApiResponse.fault(401, 401, "Unauthorized"));
        }
        if (!allows(principal, endpoint, match)) {
            Audit.refused(principal, request.getMethod(), path, 403);
            RegistryFault denied = denied();
            return new Pass(principal, ApiResponse.fault(denied.status(), denied.errorCode(), denied.text()));
        }
        return new Pass(principal, null);
    }

    /** What an endpoint shows of other subjects than the one of its path, it checks itself. */
    private boolean allows(String principal, Endpoint endpoint, Routes.Match match) {
        Role role = roleOf(endpoint);
        String scope = scope(endpoint, match);
        if (scope == null) {
            return role == Role.READ ? access.allowsSomewhere(principal, role) : access.allows(principal, null, role);
        }
        boolean follows = endpoint.template().startsWith("/subjects")
                || endpoint.template().startsWith("/compatibility");
        String resolved = follows ? SubjectEndpoints.resolveAlias(catalog, scope) : scope;
        return access.allows(principal, scope, role) && access.allows(principal, resolved, role);
    }

    /** The subject of the path, or the context whose settings are meant; null for what is about neither. */
    private static @Nullable String scope(Endpoint endpoint, Routes.Match match) {
        String named = match.variables().get("subject");
        boolean ofContext = match.context() != null
                && (endpoint.template().equals("/config") || endpoint.template().equals("/mode"));
        if (named == null && !ofContext) {
            return null;
        }
        String subject = named == null ? "" : named;
        return match.context() == null
                ? QualifiedSubject.normalize(subject)
                : QualifiedSubject.inContext(match.context(), subject);
    }

    private static Role roleOf(Endpoint endpoint) {
        if (!endpoint.writes()) {
            return Role.READ;
        }
        if (!endpoint.template().startsWith("/subjects")) {
            return Role.ADMIN;
        }
        return endpoint.method().equals("DELETE") ? Role.DELETE : Role.WRITE;
    }

    private static @Nullable String certificateName(Request request) {
        if (!(request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE) instanceof EndPoint.SslSessionData session)) {
            return null;
        }
        X509Certificate[] certificates = session.peerCertificates();
        if (certificates == null || certificates.length == 0) {
            return null;
        }
        try {
            for (Rdn part :
                    new LdapName(certificates[0].getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return String.valueOf(part.getValue());
                }
            }
        } catch (InvalidNameException odd) {
            return null;
        }
        return null;
    }

    /** Tells who may not see or do what a request is about. */
    static RegistryFault denied() {
        return RegistryFault.of(RegistryErrorCode.ACCESS_DENIED);
    }

    /** Has written down what an endpoint refused for who asks. */
    ApiResponse watched(Request request, @Nullable String principal, Supplier<ApiResponse> action) {
        try {
            return action.get();
        } catch (RegistryFault fault) {
            if (fault.status() == denied().status()) {
                Audit.refused(
                        principal, request.getMethod(), request.getHttpURI().getPath(), fault.status());
            }
            throw fault;
        }
    }

    /** The refusal of the metrics to who cannot prove who it is; null lets the request pass. */
    @Nullable
    ApiResponse checkMetrics(Request request) {
        if (!access.isGuarded() || principalOf(request) != null) {
            return null;
        }
        Audit.refused(null, request.getMethod(), request.getHttpURI().getPath(), 401);
        return ApiResponse.fault(401, 401, "Unauthorized");
    }

    private @Nullable String principalOf(Request request) {
        return access.principalOf(new Access.Credentials(
                        request.getHeaders().get("Authorization"),
                        request.getHeaders().get("X-API-Key"),
                        certificateName(request)))
                .orElse(null);
    }

    /** Does a write and has it written down. */
    ApiResponse audited(Request request, @Nullable String principal, Supplier<ApiResponse> write) {
        int status = 500;
        try {
            ApiResponse answer = write.get();
            status = answer.status();
            return answer;
        } catch (RegistryFault fault) {
            status = fault.status();
            throw fault;
        } finally {
            Audit.wrote(principal, request.getMethod(), request.getHttpURI().getPath(), status);
        }
    }
}
