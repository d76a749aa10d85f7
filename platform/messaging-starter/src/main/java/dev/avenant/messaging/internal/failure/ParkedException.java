package dev.avenant.messaging.internal.failure;

import java.util.UUID;

/** The record was not tried, because an earlier one of its key was not handled. */
public final class ParkedException extends RuntimeException {

    public ParkedException(UUID before) {
        super(
                "It waits, in order, behind dead letter " + before + " of its key. Replay or drop that one",
                null,
                false,
                false);
    }
}
