package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deletes versions, subjects and contexts: softly first, then for ever. */
public final class SubjectDeletion {

    private final Catalog catalog;
    private final RegistryCoordinator coordinator;

    public SubjectDeletion(Catalog catalog, RegistryCoordinator coordinator) {
        this.catalog = catalog;
        this.coordinator = coordinator;
    }

    /** Deletes a version and gives its number. */
    public int deleteVersion(String subject, int asked, boolean permanent) {
        return coordinator.write(WriteOperation.exclusive(() -> generateVersionDeletion(subject, asked, permanent)));
    }

    private CoordinatorResult<Integer> generateVersionDeletion(String subject, int asked, boolean permanent) {
        SchemaVersion version = (asked == -1 ? catalog.latest(subject) : catalog.version(subject, asked))
                .orElseThrow(() -> catalog.holds(subject, LookupFilter.ALL)
                        ? RestException.of(RegistryErrorCode.VERSION_NOT_FOUND, asked)
                        : RestException.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject));
        if (version.deleted() && !permanent) {
            throw RestException.of(RegistryErrorCode.VERSION_SOFT_DELETED, subject, version.version());
        }
        ModeChecks.requireWritable(catalog, subject);
        requireUnreferenced(catalog, version, permanent);
        if (!permanent) {
            if (catalog.versions(subject, LookupFilter.ACTIVE).size() == 1) {
                requireUnassociated(subject);
            }
            return CoordinatorResult.of(
                    version.version(),
                    new SchemaRecord(subject, version.version(), version.id(), version.content(), true));
        }
        if (!version.deleted()) {
            throw RestException.of(RegistryErrorCode.VERSION_NOT_SOFT_DELETED, subject, version.version());
        }
        List<RegistryRecord> records = new ArrayList<>();
        erase(catalog, version, records);
        if (catalog.versions(subject, LookupFilter.ALL).size() == 1) {
            eraseSettings(subject, records);
        }
        return CoordinatorResult.of(version.version(), records);
    }

    static void requireUnreferenced(Catalog catalog, SchemaVersion version, boolean permanent) {
        requireUnreferenced(version, catalog.referrers(version.subject(), version.version(), permanent));
    }

    private static void requireUnreferenced(SchemaVersion version, List<SchemaVersion> referrers) {
        if (!referrers.isEmpty()) {
            throw RestException.of(
                    RegistryErrorCode.REFERENCE_EXISTS,
                    "subject=" + version.subject() + ",version=" + version.version());
        }
    }

    /** Before an id can vanish from the log, the log says how far ids had come. */
    static void erase(Catalog catalog, SchemaVersion version, List<RegistryRecord> records) {
        String context = QualifiedSubject.of(version.subject()).context();
        if (version.id() == catalog.highestId(context) && records.stream().noneMatch(NoopRecord.class::isInstance)) {
            records.add(new NoopRecord(catalog.highestIds()));
        }
        records.add(new SchemaTombstone(version.subject(), version.version()));
    }

    private void eraseSettings(String subject, List<RegistryRecord> records) {
        if (catalog.config(subject).isPresent()) {
            records.add(new ConfigRecord(subject, null));
        }
        if (catalog.mode(subject).isPresent()) {
            records.add(new ModeRecord(subject, null));
        }
    }

    /** Deletes a subject and gives the numbers of the versions that went. */
    public List<Integer> deleteSubject(String subject, boolean permanent) {
        return coordinator.write(WriteOperation.exclusive(() -> generateSubjectDeletion(subject, permanent)));
    }

    /** Deletes a subject that only its association held, which has ended, softly and for ever at once. */
    void eraseSubject(String subject) {
        if (!catalog.versions(subject, LookupFilter.ACTIVE).isEmpty()) {
            deleteSubject(subject, false);
        }
        if (!catalog.versions(subject, LookupFilter.ALL).isEmpty()) {
            deleteSubject(subject, true);
        }
    }

    private CoordinatorResult<List<Integer>> generateSubjectDeletion(String subject, boolean permanent) {
        List<SchemaVersion> all = catalog.versions(subject, LookupFilter.ALL);
        List<SchemaVersion> active = catalog.versions(subject, LookupFilter.ACTIVE);
        // The name of a context is there as long as the context has any subject.
        boolean anyActive = catalog.holds(subject, LookupFilter.ACTIVE);
        if (!catalog.holds(subject, LookupFilter.ALL)) {
            throw RestException.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
        }
        if (!permanent && !anyActive) {
            throw RestException.of(RegistryErrorCode.SUBJECT_SOFT_DELETED, subject);
        }
        if (permanent && anyActive) {
            throw RestException.of(RegistryErrorCode.SUBJECT_NOT_SOFT_DELETED, subject);
        }
        ModeChecks.requireWritable(catalog, subject);
        requireUnassociated(subject);
        List<SchemaVersion> concerned = permanent ? all : active;
        concerned.forEach(version -> requireUnreferenced(
                version,
                catalog.referrers(subject, version.version(), permanent).stream()
                        // What goes together may refer to each other.
                        .filter(user -> !user.subject().equals(subject))
                        .toList()));
        List<RegistryRecord> records = new ArrayList<>();
        if (permanent) {
            concerned.forEach(version -> erase(catalog, version, records));
            eraseSettings(subject, records);
        } else if (!concerned.isEmpty()) {
            // All versions count, so that none comes back when a later record of this key replaces this one.
            records.add(new DeleteSubjectRecord(subject, all.get(all.size() - 1).version()));
        }
        return CoordinatorResult.of(
                concerned.stream().map(SchemaVersion::version).toList(), records);
    }

    private void requireUnassociated(String subject) {
        if (catalog.associations().values().stream()
                .anyMatch(association -> association.subject().equals(subject))) {
            throw RestException.of(RegistryErrorCode.ASSOCIATION_FOR_SUBJECT_EXISTS, subject);
        }
    }

    /** Removes a context that holds no subject any more; one that is not there is gone already. */
    public void deleteContext(String context) {
        coordinator.write(WriteOperation.exclusive(() -> generateContextDeletion(context)));
    }

    private CoordinatorResult<Boolean> generateContextDeletion(String context) {
        QualifiedSubject name = new QualifiedSubject(context, "");
        if (catalog.holds(name.toString(), LookupFilter.ALL)) {
            throw RestException.of(RegistryErrorCode.CONTEXT_NOT_EMPTY, name.contextPrefix());
        }
        List<RegistryRecord> records = new ArrayList<>();
        if (!name.isInDefaultContext() && catalog.contexts().contains(context)) {
            Map<String, Integer> highest = catalog.highestIds();
            if (highest.containsKey(context)) {
                records.add(new NoopRecord(highest));
            }
            records.add(new ContextRecord(context, false));
        }
        return CoordinatorResult.of(true, records);
    }
}
