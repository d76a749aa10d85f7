package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deletes versions, subjects and contexts: softly first, then for ever. */
public final class Remover {

    private final Catalog catalog;
    private final Journal journal;

    public Remover(Catalog catalog, Journal journal) {
        this.catalog = catalog;
        this.journal = journal;
    }

    /** Deletes a version and gives its number. */
    public int deleteVersion(String subject, int asked, boolean permanent) {
        return journal.write(new Journal.Change<>(() -> planVersion(subject, asked, permanent), true));
    }

    private Journal.Plan<Integer> planVersion(String subject, int asked, boolean permanent) {
        SchemaVersion version = (asked == -1 ? catalog.latest(subject) : catalog.version(subject, asked))
                .orElseThrow(() -> catalog.holds(subject, Catalog.Which.ALL)
                        ? RegistryFault.of(RegistryErrorCode.VERSION_NOT_FOUND, asked)
                        : RegistryFault.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject));
        if (version.deleted() && !permanent) {
            throw RegistryFault.of(RegistryErrorCode.VERSION_SOFT_DELETED, subject, version.version());
        }
        Permissions.requireWritable(catalog, subject);
        requireUnreferenced(catalog, version, permanent);
        if (!permanent) {
            return Journal.Plan.of(
                    version.version(),
                    new RegistryRecord.SchemaRecord(subject, version.version(), version.id(), version.content(), true));
        }
        if (!version.deleted()) {
            throw RegistryFault.of(RegistryErrorCode.VERSION_NOT_SOFT_DELETED, subject, version.version());
        }
        List<RegistryRecord> records = new ArrayList<>();
        erase(catalog, version, records);
        if (catalog.versions(subject, Catalog.Which.ALL).size() == 1) {
            eraseSettings(subject, records);
        }
        return Journal.Plan.of(version.version(), records);
    }

    static void requireUnreferenced(Catalog catalog, SchemaVersion version, boolean permanent) {
        if (!catalog.referrers(version.subject(), version.version(), permanent).isEmpty()) {
            throw RegistryFault.of(
                    RegistryErrorCode.REFERENCE_EXISTS,
                    "subject=" + version.subject() + ",version=" + version.version());
        }
    }

    /** Before an id can vanish from the log, the log says how far ids had come. */
    static void erase(Catalog catalog, SchemaVersion version, List<RegistryRecord> records) {
        String context = QualifiedSubject.of(version.subject()).context();
        if (version.id() == catalog.highestId(context)
                && records.stream().noneMatch(RegistryRecord.Noop.class::isInstance)) {
            records.add(new RegistryRecord.Noop(catalog.highestIds()));
        }
        records.add(new RegistryRecord.SchemaTombstone(version.subject(), version.version()));
    }

    private void eraseSettings(String subject, List<RegistryRecord> records) {
        if (catalog.config(subject).isPresent()) {
            records.add(new RegistryRecord.ConfigSet(subject, null));
        }
        if (catalog.mode(subject).isPresent()) {
            records.add(new RegistryRecord.ModeSet(subject, null));
        }
    }

    /** Deletes a subject and gives the numbers of the versions that went. */
    public List<Integer> deleteSubject(String subject, boolean permanent) {
        return journal.write(new Journal.Change<>(() -> planSubject(subject, permanent, false), true));
    }

    /** Deletes a subject that only its association held, softly and for ever at once. */
    void eraseSubject(String subject) {
        if (!catalog.versions(subject, Catalog.Which.ACTIVE).isEmpty()) {
            journal.write(new Journal.Change<>(() -> planSubject(subject, false, true), true));
        }
        if (!catalog.versions(subject, Catalog.Which.ALL).isEmpty()) {
            journal.write(new Journal.Change<>(() -> planSubject(subject, true, true), true));
        }
    }

    private Journal.Plan<List<Integer>> planSubject(String subject, boolean permanent, boolean released) {
        List<SchemaVersion> all = catalog.versions(subject, Catalog.Which.ALL);
        List<SchemaVersion> active = catalog.versions(subject, Catalog.Which.ACTIVE);
        if (all.isEmpty()) {
            throw RegistryFault.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
        }
        if (!permanent && active.isEmpty()) {
            throw RegistryFault.of(RegistryErrorCode.SUBJECT_SOFT_DELETED, subject);
        }
        if (permanent && !active.isEmpty()) {
            throw RegistryFault.of(RegistryErrorCode.SUBJECT_NOT_SOFT_DELETED, subject);
        }
        Permissions.requireWritable(catalog, subject);
        if (!released
                && catalog.associations().values().stream()
                        .anyMatch(association -> association.subject().equals(subject))) {
            throw RegistryFault.of(RegistryErrorCode.ASSOCIATION_FOR_SUBJECT_EXISTS, subject);
        }
        List<SchemaVersion> concerned = permanent ? all : active;
        concerned.forEach(version -> requireUnreferenced(catalog, version, permanent));
        List<RegistryRecord> records = new ArrayList<>();
        if (permanent) {
            concerned.forEach(version -> erase(catalog, version, records));
            eraseSettings(subject, records);
        } else {
            // All versions count, so that none comes back when a later record of this key replaces this one.
            records.add(new RegistryRecord.SubjectDeleted(
                    subject, all.get(all.size() - 1).version()));
        }
        return Journal.Plan.of(concerned.stream().map(SchemaVersion::version).toList(), records);
    }

    /** Removes a context that holds no subject any more; one that is not there is gone already. */
    public void deleteContext(String context) {
        journal.write(new Journal.Change<>(() -> planContext(context), true));
    }

    private Journal.Plan<Boolean> planContext(String context) {
        QualifiedSubject name = new QualifiedSubject(context, "");
        if (catalog.holds(name.toString(), Catalog.Which.ALL)) {
            throw RegistryFault.of(RegistryErrorCode.CONTEXT_NOT_EMPTY, name.contextPrefix());
        }
        List<RegistryRecord> records = new ArrayList<>();
        if (!name.isInDefaultContext() && catalog.contexts().contains(context)) {
            Map<String, Integer> highest = catalog.highestIds();
            if (highest.containsKey(context)) {
                records.add(new RegistryRecord.Noop(highest));
            }
            records.add(new RegistryRecord.ContextSet(context, false));
        }
        return Journal.Plan.of(true, records);
    }
}
