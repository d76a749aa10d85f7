package dev.avenant.messaging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The events of a topic that a service listens to; a bean for each topic.
 *
 * <pre>{@code
 * @Bean
 * Subscription orderEvents(@Value("${kafka.topics.order-events}") String topic, Invoices invoices) {
 *     return Subscription.to(topic).on(OrderPlaced.class, (event, context) -> invoices.writeFor(event.getOrderId()));
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
    private final Map<String, Pattern> types;
    private final Options options;

    private Subscription(String topic, Map<String, Entry<?>> entries, Map<String, Pattern> types, Options options) {
        this.topic = topic;
        this.entries = entries;
        this.types = types;
        this.options = options;
    }

    /** A subscription to that topic, with no handler yet. */
    public static Subscription to(String topic) {
        if (topic.isBlank()) {
            throw wrong("The topic of a Subscription must not be blank but was '" + topic + "'");
        }
        return new Subscription(topic, Map.of(), Map.of(), Options.DEFAULT);
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
            throw wrong("The subscription to " + topic + " has two handlers for " + name);
        }
        return new Subscription(topic, all, types, options);
    }

    /**
     * The same subscription, where the event also goes by other types than its record's full name, as producers that
     * number their types have them: {@code typed(OrderPlaced.class, "com\\.example\\.OrderPlaced\\.v\\d+")}.
     *
     * @param types a regular expression for the whole of {@code ce_type}; where several events have one that fits, the
     *     first counts, and a record's full name before all
     * @throws IllegalArgumentException if the event has no handler yet, or that is no regular expression
     */
    public Subscription typed(Class<? extends SpecificRecord> event, String types) {
        String name = SpecificData.get().getSchema(event).getFullName();
        if (!entries.containsKey(name)) {
            throw wrong("The subscription to " + topic + " has no handler for " + name);
        }
        Map<String, Pattern> all = new LinkedHashMap<>(this.types);
        try {
            all.put(name, Pattern.compile(types));
        } catch (PatternSyntaxException malformed) {
            throw wrong("The subscription to " + topic + " has types for " + name + " that are no regular expression: "
                    + types);
        }
        return new Subscription(topic, entries, all, options);
    }

    /**
     * The same subscription, with a handler for tombstones too, which are skipped otherwise. A record that has no key either
     * is skipped in any case.
     *
     * @throws IllegalArgumentException if tombstones have a handler already
     */
    public Subscription onTombstone(TombstoneHandler handler) {
        if (options.tombstones() != null) {
            throw wrong("The subscription to " + topic + " has two handlers for tombstones");
        }
        return with(
                new Options(options.isInBatches(), options.threads(), options.isParking(), options.retry(), handler));
    }

    /**
     * The same subscription, where the records that a poll brings are handled in one transaction, one after the other by the
     * same handlers. When anything fails in it, all of it is undone, and those of each partition are handled in one; when that
     * fails too, each in a transaction of its own, with all that happens to a failure.
     *
     * @throws IllegalArgumentException if its events are handled in parallel
     */
    public Subscription inBatches() {
        if (options.threads() > 1) {
            throw batchesInParallel();
        }
        return with(new Options(true, 1, options.isParking(), options.retry(), options.tombstones()));
    }

    /**
     * The same subscription, where events of different keys are handled at once, each in a transaction of its own; events of
     * a key stay in order. The handlers must be able to run in several threads, and each thread needs a connection to the
     * database.
     *
     * @param threads how many at once
     * @throws IllegalArgumentException if that is less than one, or its events are handled in batches
     */
    public Subscription inParallel(int threads) {
        if (threads < 1) {
            throw wrong("The subscription to " + topic + ": threads must be at least 1 but was " + threads);
        }
        if (threads > 1 && options.isInBatches()) {
            throw batchesInParallel();
        }
        return with(new Options(
                options.isInBatches(), threads, options.isParking(), options.retry(), options.tombstones()));
    }

    private MessagingConfigurationException batchesInParallel() {
        return wrong("The subscription to " + topic
                + " has both inBatches() and inParallel(): a batch is one transaction, which runs in one thread");
    }

    /**
     * The same subscription, with these differences from {@code avenant.messaging.retry}. What stands below
     * {@code avenant.messaging.subscriptions.<topic>.retry} counts before them.
     */
    public Subscription retry(RetryOverrides overrides) {
        return with(new Options(
                options.isInBatches(), options.threads(), options.isParking(), overrides, options.tombstones()));
    }

    /**
     * The same subscription, where events wait behind a dead letter of their key, in order, until it is resolved or dropped.
     * Each event then takes one more query. {@code avenant.messaging.dead-letters.parking} says so of all subscriptions.
     */
    public Subscription parking() {
        return with(new Options(options.isInBatches(), options.threads(), true, options.retry(), options.tombstones()));
    }

    private Subscription with(Options changed) {
        return new Subscription(topic, entries, types, changed);
    }

    private static MessagingConfigurationException wrong(String message) {
        return new MessagingConfigurationException(
                message, "Correct the Subscription bean: one for each topic, and on it one handler for each event.");
    }

    /** The topic's name. */
    public String topic() {
        return topic;
    }

    /** The classes of the handled events. */
    public List<Class<? extends SpecificRecord>> events() {
        return entries.values().stream()
                .<Class<? extends SpecificRecord>>map(Entry::event)
                .toList();
    }

    /** The class that carries the events of that record name, or empty when they have no handler. */
    public Optional<Class<? extends SpecificRecord>> eventNamed(String recordFullName) {
        return Optional.ofNullable(entries.get(recordFullName)).map(Entry::event);
    }

    /** The class that carries the events of that {@code ce_type}, or empty when they have no handler. */
    public Optional<Class<? extends SpecificRecord>> eventOfType(String type) {
        Optional<Class<? extends SpecificRecord>> named = eventNamed(type);
        if (named.isPresent()) {
            return named;
        }
        return types.entrySet().stream()
                .filter(pattern -> pattern.getValue().matcher(type).matches())
                .findFirst()
                .flatMap(pattern -> eventNamed(pattern.getKey()));
    }

    /**
     * Hands an event to its handler and passes on what that throws.
     *
     * @throws IllegalArgumentException if the event has no handler
     */
    public void handle(SpecificRecord event, EventContext context) throws Exception {
        String name = event.getSchema().getFullName();
        Entry<?> entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("The subscription to " + topic + " has no handler for " + name);
        }
        entry.handle(event, context);
    }

    /** Whether tombstones have a handler. */
    public boolean handlesTombstones() {
        return options.tombstones() != null;
    }

    /** Whether its events are handled in batches. */
    public boolean isInBatches() {
        return options.isInBatches();
    }

    /** How many of its events are handled at once. */
    public int threads() {
        return options.threads();
    }

    /** Whether events wait behind a dead letter of their key. */
    public boolean isParking() {
        return options.isParking();
    }

    /** In what its retries differ. */
    public RetryOverrides retry() {
        return options.retry();
    }

    /**
     * Hands a tombstone to its handler and passes on what that throws.
     *
     * @throws IllegalArgumentException if tombstones have no handler
     */
    public void handleTombstone(String key, EventContext context) throws Exception {
        TombstoneHandler handler = options.tombstones();
        if (handler == null) {
            throw new IllegalArgumentException("The subscription to " + topic + " has no handler for tombstones");
        }
        handler.handle(key, context);
    }

    private record Options(
            boolean isInBatches,
            int threads,
            boolean isParking,
            RetryOverrides retry,
            @Nullable TombstoneHandler tombstones) {

        private static final Options DEFAULT = new Options(false, 1, false, RetryOverrides.NONE, null);
    }

    private record Entry<E extends SpecificRecord>(Class<E> event, EventHandler<? super E> handler) {

        void handle(SpecificRecord payload, EventContext context) throws Exception {
            handler.handle(event.cast(payload), context);
        }
    }
}
