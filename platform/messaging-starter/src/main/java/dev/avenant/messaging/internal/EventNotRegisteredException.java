package dev.avenant.messaging.internal;

import org.apache.avro.Schema;

/** The registry does not hold the schema that this service was built with, so the service must not start. */
public final class EventNotRegisteredException extends RuntimeException {

    private final String registryUrl;

    public EventNotRegisteredException(String topic, Schema schema, String registryUrl, Throwable cause) {
        super(
                "The schema registry at " + registryUrl
                        + " does not hold the schema that this service was built with for " + schema.getFullName()
                        + ": expected it under subject " + topic + "-" + schema.getFullName(),
                cause);
        this.registryUrl = registryUrl;
    }

    String registryUrl() {
        return registryUrl;
    }
}
