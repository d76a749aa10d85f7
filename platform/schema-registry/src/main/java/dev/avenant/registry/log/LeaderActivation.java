package dev.avenant.registry.log;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.NoopRecord;
import dev.avenant.registry.catalog.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a registry does before it leads: it takes the right to write, writes again what the leader before could not commit,
 * and then says how far ids have come.
 *
 * <p>An uncommitted record is not undone. Other readers of the log have seen it, and may have answered from it; so what the
 * catalog holds by now for its key, from this record or from a later one, is written anew. Its id stays taken. One that
 * cannot be read was passed over by everybody, and is left alone.
 */
public final class LeaderActivation {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderActivation.class);
    private static final int MOST_AT_ONCE = 64;

    private final RegistryLog log;
    private final Catalog catalog;

    /** Made with {@code catalog}: what the log's reader feeds */
    public LeaderActivation(RegistryLog log, Catalog catalog) {
        this.log = log;
        this.catalog = catalog;
    }

    /** Returns when this registry may write; throws {@link LogUnavailableException} when it may not. */
    public void activate() {
        log.becomeLeader((uncommitted, leaderEpoch) -> {
            List<LogRecord> again = new ArrayList<>();
            uncommitted.forEach(record -> again.addAll(current(record)));
            for (int from = 0; from < again.size(); from += MOST_AT_ONCE) {
                log.append(again.subList(from, Math.min(again.size(), from + MOST_AT_ONCE)), leaderEpoch);
            }
            // By itself and last: a record of this kind says that no record before it is uncommitted.
            log.append(List.of(RecordSerde.write(new NoopRecord(catalog.highestIds()))), leaderEpoch);
        });
    }

    private List<LogRecord> current(LogRecord uncommitted) {
        try {
            return RecordSerde.read(uncommitted).current(catalog).stream()
                    .map(RecordSerde::write)
                    .toList();
        } catch (UnreadableRecordException unreadable) {
            LOG.warn(
                    "An uncommitted record with the key {} cannot be read and is not written again: {}",
                    uncommitted.key(),
                    unreadable.reason());
            return List.of();
        }
    }
}
