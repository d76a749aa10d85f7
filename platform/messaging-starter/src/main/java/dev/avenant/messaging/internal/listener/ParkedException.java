package dev.avenant.messaging.internal.listener;

import java.util.UUID;

/** The record was not tried, because an earlier one of its key was not handled. */
final class ParkedException extends RuntimeException {

    ParkedException(UUID before) {
        super(
                "It waits, in order, behind dead letter " + before + " of its key. Replay or drop that one",
                null,
                false,
                false);
    }
}
