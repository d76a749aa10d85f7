package dev.avenant.messaging.internal.listener;

import org.jspecify.annotations.Nullable;

/**
 * What a record holds for a subscription.
 *
 * @param event null when there is none for it
 * @param skipped the type of the event that is none for it; null when the record has no value, or an event for it
 */
record Reading(@Nullable IncomingEvent event, @Nullable String skipped) {

    static final Reading NO_VALUE = new Reading(null, null);

    static Reading of(IncomingEvent event) {
        return new Reading(event, null);
    }

    static Reading skipped(String type) {
        return new Reading(null, type);
    }
}
