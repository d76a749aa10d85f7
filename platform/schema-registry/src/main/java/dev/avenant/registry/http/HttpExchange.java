package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What came over HTTP, before anybody knows what it means.
 *
 * @param http Jetty's request
 * @param accepted the media type to answer in; null when the client accepts none of the registry's
 */
record HttpExchange(Request http, @Nullable String accepted) {

    static HttpExchange of(Request http) {
        return new HttpExchange(http, MediaTypes.accepted(http.getHeaders().get(HttpHeader.ACCEPT)));
    }

    String method() {
        return http.getMethod();
    }

    String path() {
        return Objects.requireNonNullElse(http.getHttpURI().getPath(), "/");
    }

    String pathAndQuery() {
        return http.getHttpURI().getPathQuery();
    }

    @Nullable
    String header(String name) {
        return http.getHeaders().get(name);
    }

    /** The parts of the path, decoded and without path parameters; a part that cannot be decoded is a 400. */
    List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (String raw : path().split("/", -1)) {
            int parameters = raw.indexOf(';');
            String bare = parameters < 0 ? raw : raw.substring(0, parameters);
            if (!bare.isEmpty()) {
                segments.add(decode(bare));
            }
        }
        return segments;
    }

    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new RestException(400, 400, "Bad Request");
        }
    }

    /** The query parameters that an endpoint has; others mean nothing there. */
    Map<String, List<String>> query(Endpoint endpoint) {
        if (http.getHttpURI().getQuery() == null) {
            return Map.of();
        }
        try {
            Map<String, List<String>> query = new HashMap<>();
            for (Fields.Field field : Request.extractQueryParameters(http)) {
                if (endpoint.parameters().contains(field.getName())) {
                    query.put(field.getName(), field.getValues());
                }
            }
            return query;
        } catch (RuntimeException broken) {
            throw new RestException(400, 400, "Bad Request");
        }
    }

    /** The body, once it is there; one of more than {@code maxBytes} fails with a 413. */
    CompletableFuture<byte[]> body(int maxBytes) {
        return RequestBody.of(http, maxBytes);
    }

    /** The common name of the client's certificate, null where the client showed none. */
    @Nullable
    String certificateName() {
        if (!(http.getAttribute(EndPoint.SslSessionData.ATTRIBUTE) instanceof EndPoint.SslSessionData session)) {
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
}
