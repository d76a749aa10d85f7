package dev.avenant.registry.log;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.RegistryRecord;
import dev.avenant.registry.catalog.UnreadableRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays the log into the catalog. A record that cannot be read is logged and counted and changes nothing, as with
 * Confluent's registry; a kind of record that is not known is no such record.
 */
public final class RecordReplayer implements RegistryLog.Reader {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReplayer.class);

    private final Catalog catalog;
    private final Runnable unreadableRecords;

    /** Made with {@code unreadableRecords}: called once for each record that cannot be read, to count them */
    public RecordReplayer(Catalog catalog, Runnable unreadableRecords) {
        this.catalog = catalog;
        this.unreadableRecords = unreadableRecords;
    }

    @Override
    public void read(LogRecord logged, long offset, long timestamp) {
        RegistryRecord record;
        try {
            record = RecordSerde.read(logged);
        } catch (UnreadableRecordException unreadable) {
            unreadable(offset, unreadable.reason());
            return;
        }
        catalog.replay(record, timestamp);
    }

    @Override
    public void unreadable(long offset, String reason) {
        unreadableRecords.run();
        LOG.error("The record at offset {} cannot be read and is passed over: {}", offset, reason);
    }
}
