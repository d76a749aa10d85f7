package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.client.api.RegistryMediaTypes;
import dev.avenant.registry.log.LogUnavailableException;
import dev.avenant.registry.log.RegistryHealth;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a request apart, finds its endpoint and sends the answer. Whatever a request is, the answer is JSON and never a
 * stack trace.
 */
final class RequestHandler extends Handler.Abstract.NonBlocking {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final String BY_ID = "/schemas/ids/";
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT");
    private static final int LONGEST_ID = 9;

    private final Api api;
    private final Routes routes;
    private final LeaderForwardingFilter leaderForwarding;
    private final Operations operations;
    private final AccessFilter guard;
    private final RegistryHealth health;
    private final int maxBodyBytes;

    RequestHandler(
            Api api,
            LeaderForwardingFilter leaderForwarding,
            Operations operations,
            AccessFilter guard,
            RegistryHealth health,
            int maxBodyBytes) {
        this.health = health;
        this.guard = guard;
        this.api = api;
        this.routes = new Routes(api.endpoints());
        this.leaderForwarding = leaderForwarding;
        this.operations = operations;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** The thread that reads the sockets calls: it answers what is ready, and leaves the rest to others. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long begin = System.nanoTime();
        String accepted = MediaTypes.accepted(request.getHeaders().get(HttpHeader.ACCEPT));
        byte[] ready =
                accepted == null ? null : ready(request, request.getHttpURI().getPath());
        if (ready != null) {
            send(request, response, callback, ApiResponse.ok(ready), accepted, begin);
        } else {
            request.getComponents().getExecutor().execute(() -> {
                try {
                    send(request, response, callback, answer(request, response, accepted), accepted, begin);
                } catch (Throwable failed) {
                    // Out of memory, say: the client must not wait for ever.
                    callback.failed(failed);
                }
            });
        }
        return true;
    }

    private void send(
            Request request,
            Response response,
            Callback callback,
            ApiResponse answer,
            @Nullable String accepted,
            long begin) {
        operations.count(request.getMethod(), answer.status(), System.nanoTime() - begin);
        response.setStatus(answer.status());
        String type = answer.fixedType() ? answer.mediaType() : accepted;
        if (type != null) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private ApiResponse answer(Request request, Response response, @Nullable String accepted) {
        String path = request.getHttpURI().getPath();
        try {
            return route(request, response, path, accepted);
        } catch (RegistryFault fault) {
            return ApiResponse.fault(fault.status(), fault.errorCode(), fault.text());
        } catch (LogUnavailableException away) {
            LOG.warn("A write was not answered: {}", away.toString());
            leaderForwarding.failed();
            return storeFault(String.valueOf(away.getMessage()));
        } catch (IOException gone) {
            return ApiResponse.typed(
                    400, "The request ended before its body did", RegistryMediaTypes.SCHEMA_REGISTRY_V1);
        } catch (RuntimeException | StackOverflowError unexpected) {
            LOG.error("{} {} failed", request.getMethod(), path, unexpected);
            return ApiResponse.fault(500, 500, "Internal Server Error");
        }
    }

    private static ApiResponse storeFault(String reason) {
        RegistryErrorCode code = RegistryErrorCode.STORE_ERROR;
        return ApiResponse.fault(code.status(), code.code(), code.message() + ": " + reason);
    }

    /** The plainest and most frequent question, answered from bytes that are there. */
    private byte @Nullable [] ready(Request request, @Nullable String path) {
        if (path == null
                || !path.startsWith(BY_ID)
                || request.getHttpURI().getQuery() != null
                || !request.getMethod().equals("GET")
                || path.length() > BY_ID.length() + LONGEST_ID
                || path.length() == BY_ID.length()
                || guard.isOn()
                || !health.isServing()) {
            return null;
        }
        int id = 0;
        for (int i = BY_ID.length(); i < path.length(); i++) {
            char digit = path.charAt(i);
            if (digit < '0' || digit > '9') {
                return null;
            }
            id = id * 10 + (digit - '0');
        }
        return api.schemas().readyById(id);
    }

    private ApiResponse route(Request request, Response response, @Nullable String path, @Nullable String accepted)
            throws IOException {
        List<String> segments = segments(path == null ? "/" : path);
        String method = request.getMethod();
        ApiResponse operational = operations.answer(method, segments);
        if (operational != null) {
            ApiResponse refused = Operations.isMetrics(segments) ? guard.checkMetrics(request) : null;
            return refused == null ? operational : refused;
        }
        Routes.Match match = routes.find(method.equals("HEAD") ? "GET" : method, segments);
        if (match == null) {
            return ApiResponse.untyped(404, "HTTP 404 Not Found");
        }
        Endpoint endpoint = match.endpoint();
        if (endpoint == null) {
            return method.equals("OPTIONS")
                    ? ApiResponse.text("text/plain", allowed(match.methods()))
                    : ApiResponse.untyped(405, "HTTP 405 Method Not Allowed");
        }
        if (accepted == null) {
            return ApiResponse.untyped(406, "HTTP 406 Not Acceptable");
        }
        AccessFilter.Pass pass = guard.check(request, endpoint, match);
        if (pass.refusal() != null) {
            return pass.refusal();
        }
        if (!health.isServing()) {
            return storeFault(health.status().detail());
        }
        ApiResponse refused = WITH_BODY.contains(method)
                ? MediaTypes.refuse(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                : null;
        if (refused != null) {
            return refused;
        }
        byte[] body = WITH_BODY.contains(method) ? body(request) : new byte[0];
        ApiRequest call = new ApiRequest(
                method, match.variables(), query(request, endpoint), match.context(), body, pass.principal());
        if (!endpoint.writes()) {
            return guard.watched(
                    request, pass.principal(), () -> endpoint.action().answer(call));
        }
        return guard.watched(
                request,
                pass.principal(),
                () -> guard.audited(
                        request,
                        pass.principal(),
                        () -> leaderForwarding.write(
                                new LeaderForwardingFilter.Wanted(request, response, body),
                                () -> endpoint.action().answer(call))));
    }

    private static String allowed(Set<String> methods) {
        Set<String> all = new TreeSet<>(methods);
        StringBuilder text = new StringBuilder();
        if (all.contains("GET")) {
            text.append("HEAD, ");
        }
        for (String method : List.of("DELETE", "POST", "GET", "PUT")) {
            if (all.contains(method)) {
                text.append(method).append(", ");
            }
        }
        return text.append("OPTIONS").toString();
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String raw : path.split("/", -1)) {
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
            throw new RegistryFault(400, 400, "Bad Request");
        }
    }

    /** The parameters that an endpoint has; others mean nothing there. */
    private static Map<String, List<String>> query(Request request, Endpoint endpoint) {
        if (request.getHttpURI().getQuery() == null) {
            return Map.of();
        }
        try {
            Map<String, List<String>> query = new HashMap<>();
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                if (endpoint.parameters().contains(field.getName())) {
                    query.put(field.getName(), field.getValues());
                }
            }
            return query;
        } catch (RuntimeException broken) {
            throw new RegistryFault(400, 400, "Bad Request");
        }
    }

    private byte[] body(Request request) throws IOException {
        if (request.getLength() > maxBodyBytes) {
            throw tooLarge();
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(maxBodyBytes + 1);
            if (body.length > maxBodyBytes) {
                throw tooLarge();
            }
            return body;
        }
    }

    private RegistryFault tooLarge() {
        return new RegistryFault(413, 413, "The body must have at most " + maxBodyBytes + " bytes");
    }
}
