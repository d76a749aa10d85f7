package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.EventContext;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event with all that came with it.
 *
 * @param message by what it is told from others
 */
record IncomingEvent(SpecificRecord event, Message message, EventContext context) {

    String type() {
        return event.getSchema().getFullName();
    }
}
