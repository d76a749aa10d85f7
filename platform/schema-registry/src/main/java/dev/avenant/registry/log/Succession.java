package dev.avenant.registry.log;

import dev.avenant.registry.catalog.Catalog;
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
public final class Succession {

    private static final int MOST_AT_ONCE = 64;

    private final RegistryLog log;
    private final Catalog catalog;

    /** Made with {@code catalog}: what the log's reader feeds */
    public Succession(RegistryLog log, Catalog catalog) {
        this.log = log;
        this.catalog = catalog;
    }

    /** Returns when this registry may write; throws {@link LogUnavailableException} when it may not. */
    public void takeOver() {
        log.lead((doubtful, term) -> {
            List<RegistryLog.Entry> again = new ArrayList<>();
            doubtful.forEach(entry -> again.addAll(present(entry)));
            for (int from = 0; from < again.size(); from += MOST_AT_ONCE) {
                log.append(again.subList(from, Math.min(again.size(), from + MOST_AT_ONCE)), term);
            }
            // By itself and last: a record of this kind says that nothing before it is in doubt.
            log.append(List.of(RecordFormat.write(new RegistryRecord.Noop(catalog.highestIds()))), term);
        });
    }

    private List<RegistryLog.Entry> present(RegistryLog.Entry doubtful) {
        RegistryRecord fact = RecordFormat.read(doubtful.key(), doubtful.value());
        if (fact instanceof RegistryRecord.SchemaRecord schema) {
            return List.of(version(schema.subject(), schema.version()));
        }
        if (fact instanceof RegistryRecord.SchemaTombstone gone) {
            return List.of(version(gone.subject(), gone.version()));
        }
        if (fact instanceof RegistryRecord.SubjectDeleted deleted) {
            List<RegistryLog.Entry> all = new ArrayList<>(List.of(doubtful));
            catalog.versions(deleted.subject(), Catalog.Which.ALL).forEach(version -> all.add(write(version)));
            return all;
        }
        return fact instanceof RegistryRecord.Noop ? List.of() : List.of(setting(fact, doubtful));
    }

    private RegistryLog.Entry version(String subject, int number) {
        return catalog.version(subject, number)
                .map(Succession::write)
                .orElseGet(() -> RecordFormat.write(new RegistryRecord.SchemaTombstone(subject, number)));
    }

    private static RegistryLog.Entry write(SchemaVersion version) {
        return RecordFormat.write(new RegistryRecord.SchemaRecord(
                version.subject(), version.version(), version.id(), version.content(), version.deleted()));
    }

    private RegistryLog.Entry setting(RegistryRecord fact, RegistryLog.Entry doubtful) {
        if (fact instanceof RegistryRecord.ConfigSet set) {
            return RecordFormat.write(new RegistryRecord.ConfigSet(
                    set.subject(), catalog.config(set.subject()).orElse(null)));
        }
        if (fact instanceof RegistryRecord.ModeSet set) {
            return RecordFormat.write(new RegistryRecord.ModeSet(
                    set.subject(), catalog.mode(set.subject()).orElse(null)));
        }
        if (fact instanceof RegistryRecord.ContextSet set) {
            return RecordFormat.write(new RegistryRecord.ContextSet(
                    set.context(), catalog.contexts().contains(set.context())));
        }
        if (fact instanceof RegistryRecord.AssociationSet set) {
            return RecordFormat.write(new RegistryRecord.AssociationSet(
                    set.key(), catalog.associations().get(set.key())));
        }
        // What has no state of its own is said once more as it was.
        return doubtful;
    }
}
