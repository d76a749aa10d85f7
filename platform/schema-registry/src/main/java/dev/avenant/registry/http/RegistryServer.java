package dev.avenant.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.Registrar;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.log.LogUnavailableException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST API on a port. Whatever a request is, the answer is JSON and never a stack trace. */
public final class RegistryServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int THREADS = 32;

    private final Server server;
    private final ServerConnector connector;

    /** Binds the port; throws {@link java.io.IOException} wrapped by Jetty when it is taken. */
    public RegistryServer(String host, int port, Catalog catalog, Registrar registrar) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("registry-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Api(new Routes(catalog, registrar)));
    }

    /** Starts to listen. */
    public void start() throws Exception {
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            LOG.warn("The registry's server did not stop in order: {}", failed.toString());
        }
    }

    private static final class Api extends Handler.Abstract {

        private final Routes routes;

        Api(Routes routes) {
            this.routes = routes;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Answer answer = answer(request);
            byte[] body = json(answer.body());
            response.setStatus(answer.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, MEDIA_TYPE);
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
        }

        private Answer answer(Request request) {
            try {
                return routes.answer(callOf(request)).orElseGet(() -> fault(404, 404, "HTTP 404 Not Found"));
            } catch (RegistryFault fault) {
                return fault(fault.status(), fault.errorCode(), String.valueOf(fault.getMessage()));
            } catch (LogUnavailableException away) {
                LOG.warn("A write was not answered: {}", away.getMessage());
                return fault(500, 50001, "Error in the backend data store: " + away.getMessage());
            } catch (Exception unexpected) {
                LOG.error(
                        "{} {} failed",
                        request.getMethod(),
                        request.getHttpURI().getPath(),
                        unexpected);
                return fault(500, 50001, "Internal server error");
            }
        }

        private static Call callOf(Request request) throws Exception {
            List<String> path = Arrays.stream(request.getHttpURI().getPath().split("/"))
                    .filter(Predicate.not(String::isEmpty))
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
            Map<String, String> query = new HashMap<>();
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                query.put(field.getName(), field.getValue());
            }
            String body = Content.Source.asString(request, StandardCharsets.UTF_8);
            return new Call(request.getMethod(), path, query, body);
        }

        private static Answer fault(int status, int code, String message) {
            Map<String, Object> body = new HashMap<>();
            body.put("error_code", code);
            body.put("message", message);
            return new Answer(status, body);
        }

        private static byte[] json(Object body) throws JsonProcessingException {
            return Call.JSON.writeValueAsBytes(body);
        }
    }
}
