package dev.avenant.registry;

import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.log.RegistryLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A log in which a write can be held between the moment in which its id was chosen and that in which it is sent to Kafka: as
 * long as there is a file {@code hold} in a folder. Of a write that is held a file {@code held} tells.
 */
final class HeldLog extends ForwardingLog {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path hold;
    private final Path held;

    HeldLog(RegistryLog log, Path folder) {
        super(log);
        this.hold = folder.resolve("hold");
        this.held = folder.resolve("held");
    }

    @Override
    public long append(List<LogRecord> records, int leaderEpoch) {
        if (Files.exists(hold)) {
            try {
                Files.writeString(held, records.toString());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            while (Files.exists(hold)) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
        return super.append(records, leaderEpoch);
    }
}
