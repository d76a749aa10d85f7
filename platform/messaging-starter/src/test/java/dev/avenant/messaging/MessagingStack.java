package dev.avenant.messaging;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.orders.OrderCancelled;
import dev.avenant.messaging.orders.OrderDiscussed;
import dev.avenant.messaging.orders.OrderPlaced;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A broker, a database server and a registry for all test classes of the JVM; names for each test of its own. */
public final class MessagingStack implements BeforeAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(MessagingStack.class);
    private static final AtomicInteger NAMES = new AtomicInteger();

    static {
        // What is waited for takes as long as a busy machine needs; a test fails for what is there, not for the time.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private final EmbeddedKafka kafka = EmbeddedKafka.perJvm();
    private @Nullable Parts parts;

    @Override
    public void beforeAll(ExtensionContext context) {
        kafka.beforeAll(context);
        parts = context.getRoot().getStore(NAMESPACE).computeIfAbsent("parts", key -> Parts.start(), Parts.class);
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public KafkaProbe kafka() {
        return new KafkaProbe(bootstrapServers());
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "register the extension in a static field");
    }

    public URI registryUrl() {
        return parts().registry().url();
    }

    /** A name that no other test has. */
    public String unique(String name) {
        return name + "-" + NAMES.incrementAndGet();
    }

    /** A new database and the JDBC URL of it. */
    public String newDatabase() {
        String name = unique("service").replace('-', '_');
        execute("CREATE DATABASE " + name);
        return parts().postgres().getJdbcUrl("postgres", name);
    }

    /** A new database with what is in another one now, in which nobody is, and the JDBC URL of it. */
    public String copyOf(String url) {
        String name = unique("copy").replace('-', '_');
        execute("CREATE DATABASE " + name + " TEMPLATE " + url.replaceAll(".*/|\\?.*", ""));
        return parts().postgres().getJdbcUrl("postgres", name);
    }

    /** Ends every session of the database and lets nobody in. */
    void takeDatabaseAway(String name) {
        execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    void bringDatabaseBack(String name) {
        execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
    }

    private void execute(String sql) {
        try (Connection connection = parts().postgres().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A new topic with the contracts of all test events pushed. */
    public String newTopic(int partitions) {
        String topic = unique("orders");
        kafka().createTopic(topic, partitions);
        push(registryUrl(), topic);
        return topic;
    }

    public static void push(URI registryUrl, String topic) {
        try (RegistryClient registry = new HttpRegistryClient(registryUrl, Duration.ofSeconds(10))) {
            for (Schema schema : new Schema[] {
                OrderPlaced.getClassSchema(), OrderCancelled.getClassSchema(), OrderDiscussed.getClassSchema()
            }) {
                var unused = registry.register(
                        topic + "-" + schema.getFullName(), SchemaDefinition.of(asWritten(schema)), false);
            }
        }
    }

    /** The id under which a pushed schema was registered. */
    public int idOf(String topic, Schema schema) {
        try (RegistryClient registry = new HttpRegistryClient(registryUrl(), Duration.ofSeconds(10))) {
            return Objects.requireNonNull(registry.latest(topic + "-" + schema.getFullName())
                    .orElseThrow()
                    .id());
        }
    }

    /** The schema as it stands in its file, without what the generator added. */
    private static String asWritten(Schema schema) {
        return schema.toString().replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
    }

    private record Parts(EmbeddedPostgres postgres, SchemaRegistry registry) implements AutoCloseable {

        static Parts start() {
            try {
                return new Parts(
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", "200")
                                .start(),
                        SchemaRegistry.start(SchemaRegistryConfig.inMemory()));
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void close() throws IOException {
            registry.close();
            postgres.close();
        }
    }
}
