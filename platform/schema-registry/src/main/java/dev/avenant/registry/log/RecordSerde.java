package dev.avenant.registry.log;

import dev.avenant.registry.catalog.NoopRecord;
import dev.avenant.registry.catalog.RecordType;
import dev.avenant.registry.catalog.RegistryRecord;
import dev.avenant.registry.catalog.UnreadableRecordException;

/** Turns records of the registry into those of the log, and back, in the format of Confluent's registry. */
public final class RecordSerde {

    private RecordSerde() {}

    /** What is appended for a record. */
    public static LogRecord write(RegistryRecord record) {
        return new LogRecord(record.key(), record.value());
    }

    /** What a record of the log says; throws {@link UnreadableRecordException} when it is not what its kind should be. */
    public static RegistryRecord read(LogRecord record) {
        return RecordType.read(record.key(), record.value());
    }

    /**
     * Whether a record says how far ids had come. Only a leader that has written every uncommitted record again writes it,
     * so every record before it is settled.
     */
    static boolean isCheckpoint(LogRecord record) {
        if (record.value() == null || !record.key().equals(NoopRecord.KEY)) {
            return false;
        }
        try {
            return read(record) instanceof NoopRecord noop && !noop.highestIds().isEmpty();
        } catch (UnreadableRecordException unreadable) {
            return false;
        }
    }
}
