package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Outbox;
import dev.avenant.messaging.Publication;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Adds to the events of the caller's transaction, after everything that can be refused was refused. */
final class TransactionalOutbox implements Outbox {

    private final OutboxTransactions transactions;
    private final OutboxMessageFactory messages;
    private final OutboxCapacity capacity;
    private final Set<Declared> declared = new HashSet<>();

    TransactionalOutbox(
            OutboxTransactions transactions,
            OutboxMessageFactory messages,
            OutboxCapacity capacity,
            List<Publication> publications) {
        this.transactions = transactions;
        this.messages = messages;
        this.capacity = capacity;
        publications.forEach(publication ->
                publication.events().forEach(event -> declared.add(new Declared(publication.topic(), event))));
    }

    @Override
    public String append(OutboundEvent event) {
        PendingEvents pending = requireTransaction(event);
        requireDeclared(event);
        capacity.requireRoom();
        OutboxMessage message = messages.create(event);
        pending.append(message, transactions.jdbc());
        return message.id();
    }

    private PendingEvents requireTransaction(OutboundEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "Outbox.append needs the transaction that changes the data, but none is running for " + event.type()
                            + ": call it from a @Transactional method");
        }
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalTransactionStateException(
                    "Outbox.append needs a transaction that may write, but the one running for " + event.type()
                            + " is read-only");
        }
        PendingEvents pending = transactions.current();
        if (pending == null) {
            throw new IllegalTransactionStateException(
                    "Outbox.append needs a transaction of the database that holds the outbox, but the one running for "
                            + event.type()
                            + " is another's: begin it with the transaction manager of that DataSource, which must be a bean");
        }
        return pending;
    }

    private void requireDeclared(OutboundEvent event) {
        SpecificRecord payload = event.payload();
        if (payload == null) {
            requireTopic(event.topic());
            return;
        }
        Class<? extends SpecificRecord> type = payload.getClass();
        if (!declared.contains(new Declared(event.topic(), type))) {
            throw new IllegalArgumentException("No Publication declares " + type.getName() + " on topic "
                    + event.topic() + ": add a bean Publication.to(\"" + event.topic() + "\").of("
                    + type.getSimpleName() + ".class)");
        }
    }

    private void requireTopic(String topic) {
        if (declared.stream().noneMatch(each -> each.topic().equals(topic))) {
            throw new IllegalArgumentException(
                    "No Publication declares topic " + topic + ": add a bean Publication.to(\"" + topic + "\")");
        }
    }

    private record Declared(String topic, Class<? extends SpecificRecord> event) {}
}
