package dev.avenant.messaging.internal.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalLong;

/** Shows how many messages the inbox remembers, as the database knew when it was asked last. */
public final class InboxSize {

    private final Inbox inbox;
    private volatile OptionalLong rows = OptionalLong.empty();

    public InboxSize(Inbox inbox, MeterRegistry meters) {
        this.inbox = inbox;
        Gauge.builder("avenant.inbox.size", this, InboxSize::value)
                .description("Messages that the inbox remembers, estimated; NaN before the database has looked")
                .register(meters);
    }

    public void measure() {
        rows = inbox.estimatedSize();
    }

    private double value() {
        OptionalLong known = rows;
        return known.isPresent() ? known.getAsLong() : Double.NaN;
    }
}
