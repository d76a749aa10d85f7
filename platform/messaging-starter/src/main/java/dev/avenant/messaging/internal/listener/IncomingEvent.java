package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.EventContext;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.inbox.Message;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event, or a tombstone, with all that came with it.
 *
 * @param event null for a tombstone, whose context then has a key
 * @param message by what it is told from others
 */
record IncomingEvent(@Nullable SpecificRecord event, Message message, EventContext context) {

    String type() {
        return event == null ? "tombstone" : event.getSchema().getFullName();
    }

    /** Runs the subscription's handler for it and passes on what that throws. */
    void handleWith(Subscription subscription) throws Exception {
        if (event == null) {
            subscription.handleTombstone(Objects.requireNonNull(context.key()), context);
        } else {
            subscription.handle(event, context);
        }
    }
}
