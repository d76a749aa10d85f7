package dev.avenant.messaging.internal.failure;

import java.time.Duration;

/** Tells the container to come back to this record later, and to read no further in its partition until then. */
public final class PartitionPausedException extends RuntimeException {

    private final Duration pause;

    public PartitionPausedException(Failure failure, Duration pause) {
        super(failure.toString(), failure.cause(), false, false);
        this.pause = pause;
    }

    /** How long to wait; {@link RetryTracker#FOR_EVER} not to come back by itself. */
    public Duration pause() {
        return pause;
    }
}
