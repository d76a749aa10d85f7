package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the catalog. Each change is checked against the catalog, appended to the log and answered once it
 * has come back from there; one change at a time, so ids and versions follow from the log alone.
 */
public final class Registrar {

    private static final String LATEST = "latest";

    private final Catalog catalog;
    private final AvroSchemas schemas;
    private final Consumer<RegistryRecord> log;

    /** @param log appends a fact durably and returns when the catalog has taken it in */
    public Registrar(Catalog catalog, Consumer<RegistryRecord> log) {
        this.catalog = catalog;
        this.schemas = new AvroSchemas(catalog);
        this.log = log;
    }

    /** Registers a schema, or finds the version that holds it already. */
    public synchronized SchemaVersion register(String subject, String text, List<SchemaReference> references) {
        List<SchemaReference> resolved = withVersions(references);
        AvroSchemas.Parsed parsed = schemas.parse(text, resolved);
        Optional<SchemaVersion> present = catalog.find(subject, parsed.text(), resolved, false);
        if (present.isPresent()) {
            return present.get();
        }
        List<SchemaVersion> earlier = catalog.versions(subject, false);
        List<String> against =
                ConfluentCompatibility.check(catalog.levelInForce(subject), parsed.schema(), earlier, schemas);
        if (!against.isEmpty()) {
            throw RegistryFault.incompatible(subject, against.toString());
        }
        int id = catalog.idOf(parsed.text(), resolved).orElseGet(catalog::nextId);
        SchemaVersion version =
                new SchemaVersion(subject, catalog.nextVersion(subject), id, parsed.text(), resolved, false);
        log.accept(new RegistryRecord.SchemaRecord(version));
        return version;
    }

    /** The version of a subject that holds a schema. */
    public SchemaVersion lookup(String subject, String text, List<SchemaReference> references, boolean deletedToo) {
        if (catalog.versions(subject, deletedToo).isEmpty()) {
            throw RegistryFault.subjectNotFound(subject);
        }
        List<SchemaReference> resolved = withVersions(references);
        AvroSchemas.Parsed parsed = schemas.parse(text, resolved);
        return catalog.find(subject, parsed.text(), resolved, deletedToo)
                .or(() -> resolved.isEmpty() ? writtenOut(subject, parsed, deletedToo) : Optional.empty())
                .orElseThrow(RegistryFault::schemaNotFound);
    }

    /** The version that says the same through references, as a generated class has its types written out. */
    private Optional<SchemaVersion> writtenOut(String subject, AvroSchemas.Parsed parsed, boolean deletedToo) {
        String text = parsed.schema().toString();
        return catalog.versions(subject, deletedToo).stream()
                .filter(version -> !version.references().isEmpty())
                .filter(version -> schemas.parse(version).toString().equals(text))
                .reduce((earlier, later) -> later);
    }

    /** One version by number or {@code latest}. */
    public SchemaVersion version(String subject, String wanted, boolean deletedToo) {
        int number = versionNumber(wanted);
        List<SchemaVersion> versions = catalog.versions(subject, deletedToo);
        if (versions.isEmpty()) {
            throw RegistryFault.subjectNotFound(subject);
        }
        if (number < 0) {
            return versions.get(versions.size() - 1);
        }
        return versions.stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow(() -> RegistryFault.versionNotFound(wanted));
    }

    /** What stands against a schema under a subject; {@code wanted} names a version, null every one that counts. */
    public List<String> test(String subject, @Nullable String wanted, String text, List<SchemaReference> references) {
        List<SchemaReference> resolved = withVersions(references);
        AvroSchemas.Parsed parsed = schemas.parse(text, resolved);
        List<SchemaVersion> earlier = catalog.versions(subject, false);
        if (wanted != null) {
            int number = versionNumber(wanted);
            if (number >= 0) {
                earlier = earlier.stream().filter(v -> v.version() == number).toList();
                if (earlier.isEmpty()) {
                    throw RegistryFault.versionNotFound(wanted);
                }
            } else if (!earlier.isEmpty()) {
                earlier = earlier.subList(earlier.size() - 1, earlier.size());
            }
        }
        return ConfluentCompatibility.check(catalog.levelInForce(subject), parsed.schema(), earlier, schemas);
    }

    /** Deletes every version of a subject, softly or, once that was done, for ever; answers their numbers. */
    public synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
        List<SchemaVersion> all = catalog.versions(subject, true);
        List<SchemaVersion> live = catalog.versions(subject, false);
        if (all.isEmpty()) {
            throw RegistryFault.subjectNotFound(subject);
        }
        if (permanent) {
            if (!live.isEmpty()) {
                throw RegistryFault.subjectNotSoftDeleted(subject);
            }
            all.forEach(version -> log.accept(new RegistryRecord.SchemaTombstone(subject, version.version())));
            return all.stream().map(SchemaVersion::version).toList();
        }
        if (live.isEmpty()) {
            throw RegistryFault.subjectSoftDeleted(subject);
        }
        live.forEach(this::refuseIfReferenced);
        log.accept(new RegistryRecord.SubjectDeleted(
                subject, live.get(live.size() - 1).version()));
        return live.stream().map(SchemaVersion::version).toList();
    }

    /** Deletes one version, softly or, once that was done, for ever; answers its number. */
    public synchronized int deleteVersion(String subject, String wanted, boolean permanent) {
        SchemaVersion version = version(subject, wanted, permanent);
        refuseIfReferenced(version);
        if (permanent) {
            if (!version.deleted()) {
                throw new RegistryFault(
                        404,
                        40407,
                        "Subject '" + subject + "' Version " + version.version()
                                + " was not deleted first before being permanently deleted");
            }
            log.accept(new RegistryRecord.SchemaTombstone(subject, version.version()));
        } else {
            log.accept(new RegistryRecord.SchemaRecord(version.asDeleted()));
        }
        return version.version();
    }

    /** Sets the level of a subject, or with a null subject that of all which set none; a null level takes it back. */
    public synchronized void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
        log.accept(new RegistryRecord.LevelSet(subject, level));
    }

    private void refuseIfReferenced(SchemaVersion version) {
        if (!catalog.referencing(version.subject(), version.version()).isEmpty()) {
            throw RegistryFault.referenceExists(version);
        }
    }

    private List<SchemaReference> withVersions(List<SchemaReference> references) {
        return references.stream()
                .map(reference -> reference.version() >= 0
                        ? reference
                        : new SchemaReference(
                                reference.name(),
                                reference.subject(),
                                version(reference.subject(), LATEST, false).version()))
                .toList();
    }

    private static int versionNumber(String wanted) {
        if (wanted.equalsIgnoreCase(LATEST) || wanted.equals("-1")) {
            return -1;
        }
        try {
            int number = Integer.parseInt(wanted);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw RegistryFault.invalidVersion(wanted);
        }
        throw RegistryFault.invalidVersion(wanted);
    }
}
