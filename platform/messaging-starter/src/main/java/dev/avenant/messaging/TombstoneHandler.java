package dev.avenant.messaging;

/**
 * What a service does with a tombstone, a record that has a key and no value and says that what the key names is gone. It
 * runs under the same guarantees as an {@link EventHandler}, and may throw the same.
 */
@FunctionalInterface
public interface TombstoneHandler {

    /** Handles the tombstone; whatever it throws rolls its transaction back. */
    void handle(String key, EventContext context) throws Exception;
}
