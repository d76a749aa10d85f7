package dev.avenant.registry.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the first fault and lets others wait for it. */
public final class FaultLatch implements FaultHandler {

    private volatile @Nullable String message;
    private boolean closed;

    @Override
    public synchronized void handleFault(String what, Throwable cause) {
        if (message == null) {
            message = what + ": " + cause;
            notifyAll();
        }
    }

    /** What happened, empty as long as all is well. */
    public Optional<String> fault() {
        return Optional.ofNullable(message);
    }

    /** Whether there was a fault; costs next to nothing. */
    public boolean isTripped() {
        return message != null;
    }

    /** Waits for a fault, or for {@link #close}, and tells which: empty for the second. */
    public synchronized Optional<String> await() throws InterruptedException {
        while (message == null && !closed) {
            wait();
        }
        return fault();
    }

    /** Lets go who waits. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
