package dev.avenant.registry;

import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.log.RegistryLog;
import java.util.function.Consumer;

/** A log that shows each record to a test before the registry reads it; what the test throws is thrown by the reader. */
final class InterceptedLog extends ForwardingLog {

    private final Consumer<LogRecord> before;

    InterceptedLog(RegistryLog log, Consumer<LogRecord> before) {
        super(log);
        this.before = before;
    }

    @Override
    public void start(Reader reader) {
        super.start(new Reader() {
            @Override
            public void read(LogRecord record, long offset, long timestamp) {
                before.accept(record);
                reader.read(record, offset, timestamp);
            }

            @Override
            public void unreadable(long offset, String reason) {
                reader.unreadable(offset, reason);
            }
        });
    }
}
