package dev.avenant.registry.log;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.RegistryRecord;
import dev.avenant.registry.catalog.SchemaVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * What a registry does before it leads: it takes the right to write, writes again what the one before could not see
 * through, and then says how far ids have come.
 *
 * <p>An unfinished record is not undone. Other readers of the log have seen it, and may have answered from it; so what the
 * catalog holds by now for its key, from this record or from a later one, is written anew. Its id stays taken.
 */
public final class LeaderActivation {

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
            uncommitted.forEach(record -> again.addAll(present(record)));
            for (int from = 0; from < again.size(); from += MOST_AT_ONCE) {
                log.append(again.subList(from, Math.min(again.size(), from + MOST_AT_ONCE)), leaderEpoch);
            }
            // By itself and last: a record of this kind says that nothing before it is in doubt.
            log.append(List.of(RecordSerde.write(new RegistryRecord.Noop(catalog.highestIds()))), leaderEpoch);
        });
    }

    private List<LogRecord> present(LogRecord uncommitted) {
        RegistryRecord record = RecordSerde.read(uncommitted.key(), uncommitted.value());
        if (record instanceof RegistryRecord.SchemaRecord schema) {
            return List.of(version(schema.subject(), schema.version()));
        }
        if (record instanceof RegistryRecord.SchemaTombstone gone) {
            return List.of(version(gone.subject(), gone.version()));
        }
        if (record instanceof RegistryRecord.SubjectDeleted deleted) {
            List<LogRecord> all = new ArrayList<>(List.of(uncommitted));
            catalog.versions(deleted.subject(), LookupFilter.ALL).forEach(version -> all.add(write(version)));
            return all;
        }
        return record instanceof RegistryRecord.Noop ? List.of() : List.of(setting(record, uncommitted));
    }

    private LogRecord version(String subject, int number) {
        return catalog.version(subject, number)
                .map(LeaderActivation::write)
                .orElseGet(() -> RecordSerde.write(new RegistryRecord.SchemaTombstone(subject, number)));
    }

    private static LogRecord write(SchemaVersion version) {
        return RecordSerde.write(new RegistryRecord.SchemaRecord(
                version.subject(), version.version(), version.id(), version.content(), version.deleted()));
    }

    private LogRecord setting(RegistryRecord record, LogRecord uncommitted) {
        if (record instanceof RegistryRecord.ConfigSet set) {
            return RecordSerde.write(new RegistryRecord.ConfigSet(
                    set.subject(), catalog.config(set.subject()).orElse(null)));
        }
        if (record instanceof RegistryRecord.ModeSet set) {
            return RecordSerde.write(new RegistryRecord.ModeSet(
                    set.subject(), catalog.mode(set.subject()).orElse(null)));
        }
        if (record instanceof RegistryRecord.ContextSet set) {
            return RecordSerde.write(new RegistryRecord.ContextSet(
                    set.context(), catalog.contexts().contains(set.context())));
        }
        if (record instanceof RegistryRecord.AssociationSet set) {
            return RecordSerde.write(new RegistryRecord.AssociationSet(
                    set.key(), catalog.associations().get(set.key())));
        }
        // What has no state of its own is said once more as it was.
        return uncommitted;
    }
}
