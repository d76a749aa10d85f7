package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.EventContext;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event with all that came with it.
 *
 * @param source its {@code ce_source}, empty when it has none
 */
record IncomingEvent(SpecificRecord event, String source, EventContext context) {

    String type() {
        return event.getSchema().getFullName();
    }
}
