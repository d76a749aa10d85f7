package dev.avenant.registry;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.Registrar;
import dev.avenant.registry.http.RegistryServer;
import dev.avenant.registry.log.KafkaLog;
import dev.avenant.registry.log.MemoryLog;
import dev.avenant.registry.log.RecordFormat;
import dev.avenant.registry.log.RegistryLog;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * A schema registry with Confluent's REST API inside this JVM.
 *
 * <p>Starting reads the log to its end and then listens, so the first answer knows all. A registry that cannot start
 * throws and leaves nothing running. Closing stops listening first.
 */
public final class SchemaRegistry implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RegistryLog log;
    private final RegistryServer server;
    private final String host;

    private SchemaRegistry(RegistryLog log, RegistryServer server, String host) {
        this.log = log;
        this.server = server;
        this.host = host;
    }

    /** Starts a registry; throws {@link RegistryStartException} with what is in the way. */
    public static SchemaRegistry start(SchemaRegistryConfig config) {
        String bootstrapServers = config.bootstrapServers();
        RegistryLog log =
                bootstrapServers == null ? new MemoryLog() : new KafkaLog(bootstrapServers, config.topic(), PATIENCE);
        try {
            Catalog catalog = new Catalog(config.compatibilityLevel());
            log.start((key, value) -> catalog.apply(RecordFormat.read(key, value)));
            Registrar registrar = new Registrar(catalog, fact -> {
                RecordFormat.Entry entry = RecordFormat.write(fact);
                log.append(entry.key(), entry.value());
            });
            RegistryServer server = new RegistryServer(config.host(), config.port(), catalog, registrar);
            server.start();
            return new SchemaRegistry(log, server, config.host());
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

    /** Where clients reach it. */
    public URI url() {
        return URI.create("http://" + host + ":" + server.port());
    }

    @Override
    public void close() {
        server.close();
        log.close();
    }
}
