package dev.avenant.messaging.internal.listener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what becomes of records, for each topic. */
final class ListenerMetrics {

    private final MeterRegistry meters;

    ListenerMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void handled(String topic, boolean isNew) {
        count(
                "avenant.events.handled",
                "Events handled, or known already",
                topic,
                "result",
                isNew ? "new" : "duplicate");
    }

    void skipped(String topic) {
        count("avenant.events.skipped", "Records without an event for this service", topic, "result", "skipped");
    }

    void deadLettered(String topic, String category) {
        count("avenant.dead.letters", "Records sent to the dead-letter topic", topic, "category", category);
    }

    private void count(String name, String description, String topic, String tag, String value) {
        Counter.builder(name)
                .description(description)
                .tag("topic", topic)
                .tag(tag, value)
                .register(meters)
                .increment();
    }
}
