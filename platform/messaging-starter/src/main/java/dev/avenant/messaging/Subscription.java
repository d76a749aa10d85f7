package dev.avenant.messaging;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The events of a topic that a service listens to; a bean for each topic.
 *
 * <pre>{@code
 * @Bean
 * Subscription userEvents(@Value("${kafka.topics.user-events}") String topic, Companies companies) {
 *     return Subscription.to(topic).on(UserCreated.class, (event, context) -> companies.openFor(event.getUserId()));
 * }
 * }</pre>
 *
 * <p>Other events of the topic are skipped without being decoded. Events of a key arrive in order. What cannot be
 * handled goes to {@code <topic>.<group>.dlt}; what is put on {@code <topic>.<group>.replay} is handled as if it came
 * from the topic itself.
 */
public final class Subscription {

    private final String topic;
    private final Map<String, Entry<?>> entries;

    private Subscription(String topic, Map<String, Entry<?>> entries) {
        this.topic = topic;
        this.entries = entries;
    }

    /** A subscription to that topic, with no handler yet. */
    public static Subscription to(String topic) {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic must not be blank but was '" + topic + "'");
        }
        return new Subscription(topic, Map.of());
    }

    /**
     * The same subscription, with a handler for these events too.
     *
     * @throws IllegalArgumentException if the event has a handler already
     */
    public <E extends SpecificRecord> Subscription on(Class<E> event, EventHandler<? super E> handler) {
        String name = SpecificData.get().getSchema(event).getFullName();
        Map<String, Entry<?>> all = new LinkedHashMap<>(entries);
        if (all.put(name, new Entry<>(event, handler)) != null) {
            throw new IllegalArgumentException("The subscription to " + topic + " has two handlers for " + name);
        }
        return new Subscription(topic, all);
    }

    /** The topic's name. */
    public String topic() {
        return topic;
    }

    /** The handled events by the full name of their record. */
    Map<String, Entry<?>> entries() {
        return entries;
    }

    /** A kind of event and what to do with it. */
    record Entry<E extends SpecificRecord>(Class<E> event, EventHandler<? super E> handler) {

        void handle(SpecificRecord payload, EventContext context) throws Exception {
            handler.handle(event.cast(payload), context);
        }
    }
}
