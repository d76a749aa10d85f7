package dev.avenant.testing;

import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Outbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a service published in a Spring test, as it appended it: the events of the transactions that committed, in the order
 * of their commits. Nothing has to be sent or read for it.
 *
 * <pre>
 * {@literal @SpringBootTest}
 * {@literal @Import(PublishedEvents.class)}
 * class OrderServiceTest {
 *
 *     {@literal @Autowired}
 *     PublishedEvents published;
 * }
 * </pre>
 */
public final class PublishedEvents implements BeanPostProcessor {

    private final List<OutboundEvent> committed = new CopyOnWriteArrayList<>();

    /** All of them. */
    public List<OutboundEvent> all() {
        return List.copyOf(committed);
    }

    /** The events of that class. */
    public <T extends SpecificRecord> List<T> of(Class<T> type) {
        return committed.stream()
                .map(OutboundEvent::payload)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Forgets them. */
    public void clear() {
        committed.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Outbox outbox ? recording(outbox) : bean;
    }

    private Outbox recording(Outbox outbox) {
        return event -> {
            String id = outbox.append(event);
            appended().events.add(event);
            return id;
        };
    }

    /** Those of the running transaction. */
    private Appended appended() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Appended.class::isInstance)
                .map(Appended.class::cast)
                .findFirst()
                .orElseGet(() -> {
                    Appended appended = new Appended();
                    TransactionSynchronizationManager.registerSynchronization(appended);
                    return appended;
                });
    }

    private final class Appended implements TransactionSynchronization {

        private final List<OutboundEvent> events = new ArrayList<>();
        private final Map<Object, Integer> savepoints = new HashMap<>();

        @Override
        public void savepoint(Object savepoint) {
            savepoints.put(savepoint, events.size());
        }

        @Override
        public void savepointRollback(Object savepoint) {
            events.subList(savepoints.getOrDefault(savepoint, 0), events.size()).clear();
        }

        @Override
        public void afterCommit() {
            committed.addAll(events);
        }
    }
}
