package dev.avenant.kafka.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker with its own controller (KRaft) inside this JVM, listening on the loopback address.
 *
 * <p>Starting formats the data directory when it is empty, starts the broker and returns when it takes requests. Closing
 * shuts down in order and keeps the data. A broker that cannot start throws {@link IllegalStateException} with Kafka's
 * own reason as the cause and leaves nothing running; nobody retries.
 */
public final class KafkaBroker implements AutoCloseable {

    /** The file that Kafka leaves in a formatted data directory. */
    private static final String FORMATTED = "meta.properties";

    /** What brokers of one cluster must be formatted with alike; each broker is a cluster of its own without it. */
    private static final String CLUSTER_ID = "cluster.id";

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts a broker on a free port with its data in that directory, which is created when missing. */
    public static KafkaBroker start(Path dataDirectory) {
        return start(KafkaBrokerSettings.in(dataDirectory));
    }

    /** Starts a broker and returns once it takes requests. */
    public static KafkaBroker start(KafkaBrokerSettings settings) {
        List<Integer> free = FreePorts.pick(2);
        int port = settings.port() == 0 ? free.get(0) : settings.port();
        int controllerPort = settings.controllerPort() == 0 ? free.get(1) : settings.controllerPort();
        Properties properties = settings.brokerProperties(port, controllerPort);
        if (!Files.exists(settings.dataDirectory().resolve(FORMATTED))) {
            format(settings.dataDirectory(), properties);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException failed) {
            server.shutdown();
            throw new IllegalStateException(
                    "Kafka did not start on port " + port + " with its data in " + settings.dataDirectory(), failed);
        }
        return new KafkaBroker(server, port);
    }

    /** What clients put into {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Waits until the broker has stopped, whoever stops it. */
    public void awaitShutdown() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path dataDirectory, Properties properties) {
        Path configuration = null;
        try {
            Files.createDirectories(dataDirectory);
            configuration = Files.createTempFile("kafka", ".properties");
            try (OutputStream out = Files.newOutputStream(configuration)) {
                properties.store(out, null);
            }
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            int exit = StorageTool.execute(
                    new String[] {
                        "format",
                        "-t",
                        properties.getProperty(CLUSTER_ID, Uuid.randomUuid().toString()),
                        "-c",
                        configuration.toString(),
                        "--ignore-formatted"
                    },
                    new PrintStream(said, true, StandardCharsets.UTF_8));
            if (exit != 0) {
                throw new IllegalStateException("Kafka could not format " + dataDirectory + ": "
                        + said.toString(StandardCharsets.UTF_8).strip());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Kafka could not format " + dataDirectory, failed);
        } finally {
            deleteQuietly(configuration);
        }
    }

    private static void deleteQuietly(@Nullable Path file) {
        if (file != null) {
            file.toFile().delete();
        }
    }
}
