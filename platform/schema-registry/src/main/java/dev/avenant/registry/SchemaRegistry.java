package dev.avenant.registry;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.SubjectDefaults;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.http.Api;
import dev.avenant.registry.http.BodySizeLimit;
import dev.avenant.registry.http.Limits;
import dev.avenant.registry.http.RegistryServer;
import dev.avenant.registry.http.ResponseHeaders;
import dev.avenant.registry.http.ServerIdentity;
import dev.avenant.registry.leadership.DeferredLeadership;
import dev.avenant.registry.leadership.KafkaLeadership;
import dev.avenant.registry.leadership.Leadership;
import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.log.InMemoryLog;
import dev.avenant.registry.log.KafkaLog;
import dev.avenant.registry.log.KafkaLogSettings;
import dev.avenant.registry.log.LeaderActivation;
import dev.avenant.registry.log.LogCoordinator;
import dev.avenant.registry.log.MetadataSecrets;
import dev.avenant.registry.log.RecordReplayer;
import dev.avenant.registry.log.RegistryHealth;
import dev.avenant.registry.log.RegistryLog;
import dev.avenant.registry.metrics.RegistryMetrics;
import dev.avenant.registry.security.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry with Confluent's REST API inside this JVM.
 *
 * <p>Starting listens first and then reads the log to its end; until then requests of the API fail with error 50001 and
 * {@code /-/ready} answers 503. A registry that cannot start throws and leaves nothing running. One whose log can no longer
 * be read for a reason that trying again does not mend is over: it is not ready, fails every request of the API with 50001,
 * and {@link #awaitFault} returns. Closing stops listening first.
 */
public final class SchemaRegistry implements AutoCloseable {

    private final FaultLatch faults;
    private final RegistryLog log;
    private final Leadership leadership;
    private final RegistryServer server;
    private final RegistryMetrics metrics;
    private final URI url;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SchemaRegistry(
            FaultLatch faults,
            RegistryLog log,
            Leadership leadership,
            RegistryServer server,
            RegistryMetrics metrics,
            URI url) {
        this.metrics = metrics;
        this.faults = faults;
        this.log = log;
        this.leadership = leadership;
        this.server = server;
        this.url = url;
    }

    /** Starts a registry; throws {@link RegistryStartException} with what is in the way. */
    public static SchemaRegistry start(SchemaRegistryConfig config) {
        FaultLatch faults = new FaultLatch();
        RegistryMetrics metrics = new RegistryMetrics();
        RegistryLog log;
        try {
            log = logOf(config, faults, metrics);
        } catch (KafkaException refused) {
            throw new RegistryStartException(
                    "The registry cannot use Kafka as it is configured: "
                            + what(deepest(refused)) + ". Correct " + Setting.BOOTSTRAP_SERVERS.key()
                            + " or the settings beside it",
                    refused);
        }
        return start(config, log, faults, metrics);
    }

    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** A file that is missing or may not be read names itself only, and not what is wrong with it. */
    private static String what(Throwable cause) {
        return cause instanceof FileSystemException file && file.getReason() == null
                ? file.getClass().getSimpleName() + ": " + file.getFile()
                : String.valueOf(cause.getMessage());
    }

    /** Starts one on a log of the caller's, which it closes. */
    static SchemaRegistry start(
            SchemaRegistryConfig config, RegistryLog log, FaultLatch faults, RegistryMetrics metrics) {
        try {
            return startOn(config, log, faults, metrics);
        } catch (IOException taken) {
            log.close();
            throw new RegistryStartException(
                    "The registry cannot listen on " + config.host() + ":" + config.port() + ": " + taken.getMessage()
                            + ". Stop what listens there, or choose another port with --port",
                    taken);
        } catch (Exception failed) {
            log.close();
            throw new RegistryStartException(String.valueOf(failed.getMessage()), failed);
        }
    }

    private static SchemaRegistry startOn(
            SchemaRegistryConfig config, RegistryLog log, FaultLatch faults, RegistryMetrics metrics) throws Exception {
        CompatibilityLevel level = CompatibilityLevel.named(
                        config.text(Setting.COMPATIBILITY).trim())
                .orElse(CompatibilityLevel.BACKWARD);
        Catalog catalog = new Catalog(new SubjectDefaults(
                level, config.flag(Setting.VALIDATE_FIELDS), config.flag(Setting.VALIDATE_NEW_SCHEMAS)));
        DeferredLeadership leadership = new DeferredLeadership();
        RegistryHealth health = new RegistryHealth(log, faults);
        RegistryServer server = serverOf(config, catalog, log, leadership, health, metrics);
        try {
            server.start();
            log.start(new RecordReplayer(catalog, metrics::unreadableRecord));
            URI url = URI.create((config.isTls() ? "https://" : "http://") + config.host() + ":" + server.port());
            leadership.begin(electionOf(config, new LeaderActivation(log, catalog), url, faults, metrics));
            return new SchemaRegistry(faults, log, leadership, server, metrics, url);
        } catch (Exception | Error failed) {
            server.close();
            metrics.close();
            throw failed;
        }
    }

    private static RegistryServer serverOf(
            SchemaRegistryConfig config,
            Catalog catalog,
            RegistryLog log,
            Leadership leadership,
            RegistryHealth health,
            RegistryMetrics metrics) {
        Access access = AccessSettings.read(config);
        Api api = new Api(
                catalog,
                new LogCoordinator(log),
                new Api.Rules(
                        config.flag(Setting.MODE_MUTABILITY),
                        config.flag(Setting.REJECT_EMPTY_SUBJECT),
                        config.flag(Setting.STRICT_REFERENCE_VERSIONS),
                        new ServerIdentity(log::clusterId, config.text(Setting.GROUP_ID)),
                        access,
                        limits(config)));
        return new RegistryServer(
                new RegistryServer.Parts(catalog, api, log, leadership, access, health, metrics),
                new RegistryServer.Listening(
                        config.host(),
                        config.port(),
                        config.flag(Setting.LENIENT_URIS),
                        config.number(Setting.MAX_BODY_BYTES),
                        config.number(Setting.MAX_WAITING_WRITES),
                        timeout(config),
                        AccessSettings.tls(config),
                        new RegistryServer.Additions(
                                ResponseHeaders.parse(config.text(Setting.RESPONSE_HEADERS)),
                                config.flag(Setting.SIZE_LIMIT)
                                        ? new BodySizeLimit(config.number(Setting.SIZE_LIMIT_BYTES))
                                        : BodySizeLimit.NONE)));
    }

    private static Leadership electionOf(
            SchemaRegistryConfig config,
            LeaderActivation activation,
            URI url,
            FaultLatch faults,
            RegistryMetrics metrics) {
        if (config.flag(Setting.IN_MEMORY)) {
            return Leadership.alone();
        }
        String name = config.optional(Setting.HOST_NAME).orElseGet(() -> reachableName(config.host()));
        String advertised = url.getScheme() + "://" + name + ":" + url.getPort();
        return new KafkaLeadership(
                logSettings(config, metrics),
                new KafkaLeadership.Candidate(
                        advertised,
                        config.flag(Setting.LEADER_ELIGIBILITY),
                        Duration.ofMillis(config.number(Setting.SESSION_TIMEOUT_MS))),
                activation::activate,
                faults);
    }

    private static Limits limits(SchemaRegistryConfig config) {
        return new Limits(
                limit(config, Setting.SCHEMA_LIMIT, Setting.SCHEMA_MAX_LIMIT),
                limit(config, Setting.SUBJECT_LIMIT, Setting.SUBJECT_MAX_LIMIT),
                limit(config, Setting.VERSION_LIMIT, Setting.VERSION_MAX_LIMIT),
                limit(config, Setting.CONTEXT_LIMIT, Setting.CONTEXT_MAX_LIMIT));
    }

    private static Limits.Limit limit(SchemaRegistryConfig config, Setting standard, Setting most) {
        return new Limits.Limit(config.number(standard), config.number(most));
    }

    /** The name by which other registries reach this one; an address that stands for all interfaces is nobody's. */
    private static String reachableName(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress()
                    ? InetAddress.getLocalHost().getCanonicalHostName()
                    : host;
        } catch (UnknownHostException unknown) {
            return host;
        }
    }

    private static Duration timeout(SchemaRegistryConfig config) {
        return Duration.ofMillis(config.number(Setting.TIMEOUT_MS));
    }

    private static RegistryLog logOf(SchemaRegistryConfig config, FaultLatch faults, RegistryMetrics metrics) {
        if (config.flag(Setting.IN_MEMORY)) {
            return new InMemoryLog();
        }
        return new KafkaLog(logSettings(config, metrics), faults);
    }

    static KafkaLogSettings logSettings(SchemaRegistryConfig config, RegistryMetrics metrics) {
        String bootstrapServers = config.optional(Setting.BOOTSTRAP_SERVERS)
                .orElseThrow(() -> new RegistryStartException(
                        "The registry needs a place for its schemas: set " + Setting.BOOTSTRAP_SERVERS.key()
                                + " (--bootstrap-servers), or --in-memory",
                        null));
        return new KafkaLogSettings(
                bootstrapServers,
                config.text(Setting.TOPIC),
                config.text(Setting.GROUP_ID),
                config.number(Setting.REPLICATION_FACTOR),
                timeout(config),
                config.number(Setting.REQUIRED_TRANSACTION_VERSION),
                metadataSecrets(config),
                config.kafkaClientSettings(),
                metrics);
    }

    private static @Nullable MetadataSecrets metadataSecrets(SchemaRegistryConfig config) {
        return config.optional(Setting.METADATA_SECRET)
                .map(secret -> new MetadataSecrets(
                        config.text(Setting.METADATA_TOPIC),
                        secret,
                        config.optional(Setting.METADATA_OLD_SECRET).orElse(null)))
                .orElse(null);
    }

    /** Where clients reach it. */
    public URI url() {
        return url;
    }

    /**
     * Waits until this registry can answer no more, and says why; empty when it was closed.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public Optional<String> awaitFault() throws InterruptedException {
        return faults.await();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        faults.close();
        server.close();
        leadership.close();
        log.close();
        metrics.close();
    }
}
