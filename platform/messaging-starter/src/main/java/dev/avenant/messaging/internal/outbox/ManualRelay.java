package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.MessagingProperties.OutboxSettings;
import dev.avenant.messaging.OutboxRelay;
import dev.avenant.messaging.internal.outbox.OutboxTable.BatchLimits;
import dev.avenant.messaging.internal.outbox.OutboxTable.Source;
import dev.avenant.messaging.internal.outbox.RelayLease.Holding;
import dev.avenant.messaging.internal.tables.TablesSchema;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;

/**
 * Relays on the thread of its caller, under the same leases and in the same transactions as {@link TopicRelay} does by
 * itself, topic after topic until none has rows.
 */
final class ManualRelay implements OutboxRelay {

    private final DataSource dataSource;
    private final TablesSchema schema;
    private final OutboxTable table;
    private final BiFunction<String, String, TopicSender> senders;
    private final MessagingProperties properties;
    private final OutboxSettings settings;
    private final RelaySession session;
    private final UUID holder = UUID.randomUUID();

    /** @param senders makes the sender of a topic, whose producer has that transactional id */
    ManualRelay(
            DataSource dataSource,
            TablesSchema schema,
            OutboxTable table,
            BiFunction<String, String, TopicSender> senders,
            MessagingProperties properties) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.table = table;
        this.senders = senders;
        this.properties = properties;
        this.settings = properties.outbox();
        this.session = session();
    }

    private RelaySession session() {
        return new RelaySession(dataSource, settings.leaseDuration());
    }

    @Override
    public synchronized void relayNow() {
        try {
            for (String topic : session.call(table::topics)) {
                relay(topic);
            }
        } catch (SQLException | KafkaException | TopicRefusedException failed) {
            throw new IllegalStateException("The outbox was not relayed: " + failed.getMessage(), failed);
        }
    }

    private void relay(String topic) throws SQLException {
        String producers = OutboxConfiguration.transactionalIds(properties, topic, holder);
        RelayLease lease = new RelayLease(schema, topic, holder, producers, settings.leaseDuration());
        boolean isQuiet = false;
        try (TopicSender sender = senders.apply(topic, lease.producer())) {
            Holding holding = session.call(connection -> lease.acquire(connection, KeyShards.COUNT));
            if (holding.shards().size() < KeyShards.COUNT) {
                throw isAnothers(topic);
            }
            holding.formerProducers()
                    .forEach(former -> senders.apply(topic, former).close());
            if (!session.call(connection -> lease.confirm(connection, holding.shards()))) {
                throw isAnothers(topic);
            }
            relay(topic, lease, sender);
            isQuiet = true;
        } finally {
            release(lease, isQuiet);
        }
    }

    private void relay(String topic, RelayLease lease, TopicSender sender) throws SQLException {
        BatchLimits limits = new BatchLimits(settings.batchSize(), settings.batchBytes());
        TopicRows.Sessions sessions = new TopicRows.Sessions(session(), session());
        Source source = new Source(topic, Set.of());
        try (TopicRows rows = new TopicRows(source, sessions, table, limits, settings.leaseDuration())) {
            BatchRelay batches = new BatchRelay(topic, rows, sender, false, Clock.systemUTC());
            boolean isAtEnd = false;
            while (!isAtEnd) {
                keep(lease, topic);
                isAtEnd = batches.relay(() -> keep(lease, topic)).isAtEnd();
            }
            if (!batches.refused().isEmpty()) {
                throw new TopicRefusedException("Kafka refuses events of topic " + topic + ": " + batches.refused());
            }
        }
    }

    private void release(RelayLease lease, boolean isQuiet) throws SQLException {
        session.call(connection -> {
            lease.release(connection, isQuiet, Duration.ZERO);
            return true;
        });
    }

    private void keep(RelayLease lease, String topic) throws SQLException {
        if (!session.call(connection -> lease.renew(connection, KeyShards.all(), Duration.ZERO))) {
            throw isAnothers(topic);
        }
    }

    private static IllegalStateException isAnothers(String topic) {
        return new IllegalStateException("Another process relays topic " + topic
                + ": set avenant.messaging.outbox.enabled=false there, or let it relay");
    }
}
