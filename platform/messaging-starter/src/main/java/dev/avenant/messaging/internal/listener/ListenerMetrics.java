package dev.avenant.messaging.internal.listener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Counts the records that were handled or skipped, for each topic. */
final class ListenerMetrics {

    private final MeterRegistry meters;
    private final Counter forgotten;
    private final SkippedTypes skippedTypes = new SkippedTypes();

    ListenerMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.forgotten = Counter.builder("avenant.inbox.forgotten")
                .description("Messages that the inbox has forgotten after inbox.retention")
                .register(meters);
    }

    void handled(String topic, boolean isNew) {
        handled(topic, isNew ? 1 : 0, isNew ? 0 : 1);
    }

    /** Counts the events of a batch, of which some were known already. */
    void handled(String topic, int unknown, int known) {
        handled(topic, "new", unknown);
        handled(topic, "duplicate", known);
    }

    private void handled(String topic, String result, int events) {
        if (events > 0) {
            counter("avenant.events.handled", "Events handled, or known already", topic, "result", result)
                    .increment(events);
        }
    }

    /** Counts a record without an event for this service, by its type, which is null when it has no value. */
    void skipped(String topic, @Nullable String type) {
        String name = skippedTypes.nameOf(topic, type);
        counter("avenant.events.skipped", "Records without an event for this service", topic, "type", name)
                .increment();
    }

    /** Counts rows of the inbox that were forgotten because of their age. */
    void forgotten(int rows) {
        forgotten.increment(rows);
    }

    private Counter counter(String name, String description, String topic, String tag, String value) {
        return Counter.builder(name)
                .description(description)
                .tag("topic", topic)
                .tag(tag, value)
                .register(meters);
    }
}
