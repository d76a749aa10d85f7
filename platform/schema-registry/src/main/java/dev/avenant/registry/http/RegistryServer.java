package dev.avenant.registry.http;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.leadership.Leadership;
import dev.avenant.registry.log.RegistryHealth;
import dev.avenant.registry.log.RegistryLog;
import dev.avenant.registry.metrics.RegistryMetrics;
import dev.avenant.registry.security.Access;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jetty.JettyServerThreadPoolMetrics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST API on a port. */
public final class RegistryServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
    private static final int MAX_THREADS = 200;
    private static final int MIN_THREADS = 4;
    private static final int IDLE_MILLIS = 60_000;

    private final Server server;
    private final ServerConnector connector;

    /**
     * What is laid around the API.
     *
     * @param headers what goes with every answer
     */
    public record Additions(ResponseHeaders headers, BodySizeLimit bodySizeLimit) {}

    /** What it serves. */
    public record Parts(
            Catalog catalog,
            Api api,
            RegistryLog log,
            Leadership leadership,
            Access access,
            RegistryHealth health,
            RegistryMetrics metrics) {}

    /**
     * How it listens.
     *
     * @param lenientUris whether paths that can be read in two ways are taken as they are
     * @param maxWaitingWrites how many writes may wait for the log at the same time; more are refused
     * @param timeout how long a write waits for the leader
     */
    public record Listening(
            String host,
            int port,
            boolean lenientUris,
            int maxBodyBytes,
            int maxWaitingWrites,
            Duration timeout,
            SslContextFactory.@Nullable Server tls,
            Additions additions) {}

    public RegistryServer(Parts parts, Listening listening) {
        // Jetty's own queue asks the platform's MBeans for the size of a cache line, a tenth of the time of a start.
        QueuedThreadPool threads =
                new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_MILLIS, new LinkedBlockingQueue<>());
        threads.setName("registry-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setUriCompliance(listening.lenientUris() ? UriCompliance.UNSAFE : strict());
        this.connector = connector(server, configuration, listening.tls());
        connector.setHost(listening.host());
        connector.setPort(listening.port());
        server.addConnector(connector);
        server.setErrorHandler(new BadRequestPages());
        parts.metrics()
                .observe(
                        parts.catalog(),
                        () -> parts.leadership().await(Duration.ZERO).self());
        parts.metrics().bind(() -> new JettyServerThreadPoolMetrics(threads, Tags.empty()));
        server.setHandler(handler(parts, listening));
    }

    private static RequestHandler handler(Parts parts, Listening listening) {
        AuthenticationFilter authentication = new AuthenticationFilter(parts.access());
        ReadinessFilter readiness = new ReadinessFilter(parts.health());
        List<Filter> filters = List.of(
                authentication,
                new AccessFilter(parts.access()),
                readiness,
                new RequestBodyFilter(Math.min(
                        listening.maxBodyBytes(),
                        listening.additions().bodySizeLimit().maxBytes())),
                // Once more, since a body may have taken its time.
                readiness,
                new AuditFilter(),
                new LeaderForwardingFilter(
                        parts.leadership(),
                        parts.log(),
                        listening.timeout(),
                        new LeaderClient(listening.timeout(), listening.tls()),
                        new WaitingWrites(listening.maxWaitingWrites())));
        Api api = parts.api();
        return new RequestHandler(
                () -> !parts.access().isGuarded() && parts.health().isServing(),
                api.cache(),
                new ManagementEndpoints(parts.health(), parts.metrics(), authentication),
                new Router(api.endpoints(), api.aliases()::resolve, filters),
                parts.metrics(),
                listening.additions());
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration configuration, SslContextFactory.@Nullable Server tls) {
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        if (tls == null) {
            return new ServerConnector(server, 1, 1, http);
        }
        // A registry is reached by many names; its certificate is the client's to check.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(server, 1, 1, new SslConnectionFactory(tls, http.getProtocol()), http);
    }

    private static UriCompliance strict() {
        return UriCompliance.from(EnumSet.of(
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER));
    }

    /** Loads what takes long to load: Jetty's table of media types, and how JSON is read. */
    public static void load() {
        MimeTypes.DEFAULTS.getMimeMap();
        Json.MAPPER.getFactory();
    }

    /** Binds the port and begins to answer; an {@link java.io.IOException} tells that it is taken. */
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
}
