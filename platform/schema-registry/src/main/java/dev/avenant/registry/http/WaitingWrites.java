package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.concurrent.Semaphore;

/**
 * Lets only so many writes wait for the log, or for the leader, at the same time: each holds a thread of the server, and
 * those that are left answer reads, health and metrics when Kafka is away.
 */
final class WaitingWrites {

    private final int most;
    private final Semaphore free;

    WaitingWrites(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /**
     * Lets one write in, which calls {@link #leave} when it is done; throws a {@link RestException} 50002 at once when too
     * many are under way.
     */
    void enter() {
        if (!free.tryAcquire()) {
            RegistryErrorCode code = RegistryErrorCode.OPERATION_TIMEOUT;
            throw new RestException(
                    code.status(),
                    code.code(),
                    code.message() + ": " + most + " writes already wait for the registry's log. Send it again later");
        }
    }

    /** The write that entered is done. */
    void leave() {
        free.release();
    }
}
