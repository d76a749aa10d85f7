package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RegistryFault;
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

    /** The place of one write, until it is closed. */
    final class Place implements AutoCloseable {

        @Override
        public void close() {
            free.release();
        }
    }

    /** Takes a place for a write; throws a {@link RegistryFault} 50002 at once when too many are under way. */
    Place enter() {
        if (!free.tryAcquire()) {
            RegistryErrorCode code = RegistryErrorCode.OPERATION_TIMEOUT;
            throw new RegistryFault(
                    code.status(),
                    code.code(),
                    code.message() + ": " + most + " writes already wait for the registry's log. Send it again later");
        }
        return new Place();
    }
}
