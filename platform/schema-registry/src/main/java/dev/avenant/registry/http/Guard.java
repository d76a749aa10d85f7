package dev.avenant.registry.http;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.security.Access;
import dev.avenant.registry.security.Audit;
import dev.avenant.registry.security.Role;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Lets a request through to its endpoint, or refuses it, and has writes and refusals written down. */
final class Guard {

    private final Access access;
    private final Catalog catalog;

    Guard(Access access, Catalog catalog) {
        this.access = access;
        this.catalog = catalog;
    }

    /** Who asks, and the refusal where there is one. */
    record Pass(@Nullable String principal, @Nullable Answer refusal) {}

    boolean isOn() {
        return access.isGuarded();
    }

    Pass check(Request request, Endpoint endpoint, Routes.Match match) {
        if (!access.isGuarded()) {
            return new Pass(null, null);
        }
        String principal = access.principalOf(new Access.Credentials(
                        request.getHeaders().get("Authorization"),
                        request.getHeaders().get("X-API-Key"),
                        certificateName(request)))
                .orElse(null);
        String path = request.getHttpURI().getPath();
        if (principal == null) {
            Audit.refused(null, request.getMethod(), path, 401);
            return new Pass(null, Answer.fault(401, 401, "Unauthorized"));
        }
        if (!allows(principal, endpoint, match)) {
            Audit.refused(principal, request.getMethod(), path, 403);
            return new Pass(principal, Answer.fault(403, 40301, "User is denied operation on this server."));
        }
        return new Pass(principal, null);
    }

    private boolean allows(String principal, Endpoint endpoint, Routes.Match match) {
        Role role = roleOf(endpoint);
        Map<String, String> variables = match.variables();
        String named = variables.get("subject");
        if (named != null) {
            String subject = match.context() == null
                    ? QualifiedSubject.normalize(named)
                    : QualifiedSubject.inContext(match.context(), named);
            boolean follows = endpoint.template().startsWith("/subjects")
                    || endpoint.template().startsWith("/compatibility");
            String resolved = follows ? SubjectEndpoints.resolveAlias(catalog, subject) : subject;
            return access.allows(principal, subject, role) && access.allows(principal, resolved, role);
        }
        if (role != Role.READ) {
            return access.allows(principal, null, role);
        }
        return (variables.containsKey("id") || variables.containsKey("guid"))
                ? readsOneUser(principal, variables)
                : access.allowsSomewhere(principal, Role.READ);
    }

    /** An id may be read by who may read a subject that uses it; one that nobody uses is nobody's secret. */
    private boolean readsOneUser(String principal, Map<String, String> variables) {
        if (access.allows(principal, null, Role.READ)) {
            return true;
        }
        try {
            int id = Integer.parseInt(variables.getOrDefault("id", ""));
            List<String> users = catalog.contexts().stream()
                    .flatMap(context -> catalog.users(context, id).stream())
                    .map(SchemaVersion::subject)
                    .toList();
            return users.isEmpty()
                    ? access.allowsSomewhere(principal, Role.READ)
                    : users.stream().anyMatch(subject -> access.allows(principal, subject, Role.READ));
        } catch (NumberFormatException aGuid) {
            return false;
        }
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

    /** Does a write and has it written down. */
    Answer audited(Request request, @Nullable String principal, Supplier<Answer> write) {
        int status = 500;
        try {
            Answer answer = write.get();
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
