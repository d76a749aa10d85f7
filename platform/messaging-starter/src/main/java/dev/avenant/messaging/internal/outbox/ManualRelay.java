package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.MessagingProperties.OutboxSettings;
import dev.avenant.messaging.OutboxRelay;
import dev.avenant.messaging.internal.outbox.OutboxTable.BatchLimits;
import dev.avenant.messaging.internal.tables.TablesSchema;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
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
    private final BiFunction<String, UUID, TopicSender> senders;
    private final OutboxSettings settings;
    private final RelaySession session;
    private final UUID holder = UUID.randomUUID();

    /** @param senders makes the sender of a topic, whose producer has that name */
    ManualRelay(
            DataSource dataSource,
            TablesSchema schema,
            OutboxTable table,
            BiFunction<String, UUID, TopicSender> senders,
            OutboxSettings settings) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.table = table;
        this.senders = senders;
        this.settings = settings;
        this.session = new RelaySession(dataSource, settings.leaseDuration());
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
        RelayLease lease = new RelayLease(schema, topic, holder, settings.leaseDuration());
        UUID producer = session.call(lease::acquire).producer();
        if (producer == null) {
            throw isAnothers(topic);
        }
        BatchLimits limits = new BatchLimits(settings.batchSize(), settings.batchBytes());
        RelaySession ofRows = new RelaySession(dataSource, settings.leaseDuration());
        try (TopicRows rows = new TopicRows(topic, ofRows, table, limits, settings.leaseDuration());
                TopicSender sender = senders.apply(topic, producer)) {
            BatchRelay batches = new BatchRelay(topic, rows, sender, Clock.systemUTC());
            boolean isAtEnd = false;
            while (!isAtEnd) {
                keep(lease, topic);
                isAtEnd = batches.relay(() -> keep(lease, topic)).isAtEnd();
            }
            if (!batches.refused().isEmpty()) {
                throw new TopicRefusedException("Kafka refuses events of topic " + topic + ": " + batches.refused());
            }
        } finally {
            session.call(connection -> {
                lease.release(connection, Duration.ZERO);
                return true;
            });
        }
    }

    private void keep(RelayLease lease, String topic) throws SQLException {
        if (!session.call(connection -> lease.renew(connection, Duration.ZERO))) {
            throw isAnothers(topic);
        }
    }

    private static IllegalStateException isAnothers(String topic) {
        return new IllegalStateException("Another process relays topic " + topic
                + ": set avenant.messaging.outbox.enabled=false there, or let it relay");
    }
}
