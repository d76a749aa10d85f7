package dev.avenant.messaging.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Outbox;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.internal.Envelope;
import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.TraceContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Appends to the table in the caller's transaction, after everything that can be refused was refused. */
final class TransactionalOutbox implements Outbox {

    private final JdbcTemplate jdbc;
    private final EventCodec codec;
    private final String source;
    private final int maxEventBytes;
    private final Clock clock;
    private final Set<Declared> declared = new HashSet<>();

    TransactionalOutbox(
            JdbcTemplate jdbc, EventCodec codec, OutboxIdentity identity, Clock clock, List<Publication> publications) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.source = identity.source();
        this.maxEventBytes = identity.maxEventBytes();
        this.clock = clock;
        publications.forEach(publication ->
                publication.events().forEach(event -> declared.add(new Declared(publication.topic(), event))));
    }

    @Override
    public String append(OutboundEvent event) {
        requireTransaction(event);
        requireDeclared(event);
        String recordName = event.payload().getSchema().getFullName();
        byte[] key = event.key().getBytes(UTF_8);
        byte[] payload = codec.encode(event.topic(), event.payload());
        String id = UUID.randomUUID().toString();
        Map<String, byte[]> headers = new Envelope(
                        id, recordName, source, clock.instant().truncatedTo(ChronoUnit.MILLIS), TraceContext.next())
                .toHeaders();
        requireSize(recordName, key, payload, headers);
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            OutboxTable.append(connection, event.topic(), key, payload, headers);
            return true;
        });
        return id;
    }

    private static void requireTransaction(OutboundEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "Outbox.append needs the transaction that changes the data, but none is running for "
                            + event.payload().getSchema().getFullName() + ": call it from a @Transactional method");
        }
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalTransactionStateException(
                    "Outbox.append needs a transaction that may write, but the one running for "
                            + event.payload().getSchema().getFullName() + " is read-only");
        }
    }

    private void requireDeclared(OutboundEvent event) {
        Class<? extends SpecificRecord> type = event.payload().getClass();
        if (!declared.contains(new Declared(event.topic(), type))) {
            throw new IllegalArgumentException("No Publication declares " + type.getName() + " on topic "
                    + event.topic() + ": add a bean Publication.to(\"" + event.topic() + "\").of("
                    + type.getSimpleName() + ".class)");
        }
    }

    private void requireSize(String recordName, byte[] key, byte[] payload, Map<String, byte[]> headers) {
        int size = key.length + payload.length;
        for (Map.Entry<String, byte[]> header : headers.entrySet()) {
            size += header.getKey().length() + header.getValue().length;
        }
        if (size > maxEventBytes) {
            throw new IllegalArgumentException(recordName + " takes " + size + " bytes, but an event may take "
                    + maxEventBytes + " (avenant.messaging.outbox.max-event-bytes)");
        }
    }

    private record Declared(String topic, Class<? extends SpecificRecord> event) {}
}
