package dev.avenant.messaging;

import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * A fact to publish.
 *
 * @param topic the topic to publish on; a {@link Publication} must declare it for the payload's class
 * @param key the record's key, whose events stay in order; not blank
 * @param payload the event, complete and valid against its schema
 */
public record OutboundEvent(String topic, String key, SpecificRecord payload) {

    public OutboundEvent {
        Objects.requireNonNull(payload, "payload must not be null");
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic must not be blank but was '" + topic + "'");
        }
        if (key.isBlank()) {
            throw new IllegalArgumentException("key must not be blank but was '" + key + "'");
        }
    }
}
