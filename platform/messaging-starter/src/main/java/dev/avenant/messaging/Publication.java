package dev.avenant.messaging;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Declares the events that a service publishes on a topic; a bean for each topic.
 *
 * <pre>{@code
 * @Bean
 * Publication orderEvents(@Value("${kafka.topics.order-events}") String topic) {
 *     return Publication.to(topic).of(OrderPlaced.class, OrderChanged.class);
 * }
 * }</pre>
 *
 * <p>The service starts only when the registry holds the schema of each of these classes, so that no event can fail
 * later for want of it.
 */
public final class Publication {

    private final String topic;
    private final List<Class<? extends SpecificRecord>> events;

    private Publication(String topic, List<Class<? extends SpecificRecord>> events) {
        this.topic = topic;
        this.events = List.copyOf(events);
    }

    /** A publication on that topic, of no event yet. */
    public static Publication to(String topic) {
        if (topic.isBlank()) {
            throw new MessagingConfigurationException(
                    "The topic of a Publication must not be blank but was '" + topic + "'",
                    "Correct the Publication bean.");
        }
        return new Publication(topic, List.of());
    }

    /** The same publication, of these events too. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final Publication of(Class<? extends SpecificRecord>... classes) {
        List<Class<? extends SpecificRecord>> all = new ArrayList<>(events);
        all.addAll(List.of(classes));
        return new Publication(topic, all);
    }

    /** The topic's name. */
    public String topic() {
        return topic;
    }

    /** The classes of the events, in the order of their declaration. */
    public List<Class<? extends SpecificRecord>> events() {
        return events;
    }
}
