package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the version of a subject that holds a schema. */
public final class SchemaLookup {

    private final Catalog catalog;
    private final AvroSchemas schemas;

    public SchemaLookup(Catalog catalog, AvroSchemas schemas) {
        this.catalog = catalog;
        this.schemas = schemas;
    }

    /**
     * A version that holds the schema.
     *
     * @param alike whether it is only {@link SchemaEquality the same} and not equal; such an answer tells its time too
     */
    public record Found(SchemaVersion version, boolean alike) {}

    /**
     * The version that holds a schema; of other contexts too when the default one has none.
     *
     * @param visible the subjects of other contexts that the client may see
     */
    public Found lookUp(RegistrationRequest wanted, boolean deleted, Predicate<String> visible) {
        String subject = wanted.subject();
        return lookUpHere(wanted, deleted)
                .or(() -> lookUpElsewhere(wanted, deleted, visible))
                .orElseThrow(() -> catalog.holds(subject, LookupFilter.of(deleted, false))
                        ? RestException.of(RegistryErrorCode.SCHEMA_NOT_FOUND)
                        : RestException.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject));
    }

    private Optional<Found> lookUpElsewhere(RegistrationRequest wanted, boolean deleted, Predicate<String> visible) {
        String subject = wanted.subject();
        if (!QualifiedSubject.of(subject).isInDefaultContext()) {
            return Optional.empty();
        }
        for (String context : catalog.contexts()) {
            String there = new QualifiedSubject(context, subject).toString();
            if (!there.equals(subject) && visible.test(there) && catalog.holds(there, LookupFilter.ALL)) {
                Optional<Found> found = lookUpThere(wanted.in(there), deleted);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** What cannot be read in another context, since its references are not there, is not found there. */
    private Optional<Found> lookUpThere(RegistrationRequest wanted, boolean deleted) {
        try {
            return lookUpHere(wanted, deleted);
        } catch (RestException unreadable) {
            return Optional.empty();
        }
    }

    /** As it was sent, and else with the metadata and rules that it would get when it was registered. */
    private Optional<Found> lookUpHere(RegistrationRequest wanted, boolean deleted) {
        if (wanted.isBlank()) {
            return Optional.empty();
        }
        if (!wanted.content().isAvro()) {
            return findForeign(wanted, deleted);
        }
        SubjectConfig config = catalog.configInScope(wanted.subject());
        AvroSchemas.ParseOptions parsing = new AvroSchemas.ParseOptions(false, catalog.normalizes(wanted, config));
        Optional<Found> direct = find(wanted.subject(), schemas.parse(wanted, parsing), deleted);
        Optional<SchemaVersion> latest = catalog.latest(wanted.subject());
        if (direct.isPresent() || latest.isEmpty()) {
            return direct;
        }
        SchemaContent populated = MetadataDefaults.of(config, latest.get()).apply(wanted.content());
        return populated.equals(wanted.content())
                ? Optional.empty()
                : find(wanted.subject(), schemas.parse(wanted.with(populated), parsing), deleted);
    }

    /**
     * The newest version of a taken-over subject that holds exactly a schema of another type. Throws {@link RestException}
     * 42201 where the subject has no schema of that type.
     */
    Optional<Found> findForeign(RegistrationRequest wanted, boolean deleted) {
        List<SchemaVersion> held = catalog.versions(wanted.subject(), LookupFilter.of(deleted, false)).stream()
                .filter(version ->
                        version.content().type().equals(wanted.content().type()))
                .toList();
        if (held.isEmpty()) {
            throw RestException.of(
                    RegistryErrorCode.INVALID_SCHEMA,
                    "Invalid schema type " + wanted.content().type());
        }
        return held.stream()
                .filter(version -> version.content().equals(wanted.content()))
                .reduce((older, newer) -> newer)
                .map(version -> new Found(version, false));
    }

    /** The version that holds exactly that, else the newest that holds the same. */
    Optional<Found> find(String subject, AvroSchemas.Parsed parsed, boolean deleted) {
        String context = QualifiedSubject.of(subject).context();
        Optional<SchemaVersion> equal = catalog.idOf(context, parsed.content().guid())
                .flatMap(id -> catalog.byId(context, id, subject))
                .filter(version -> version.subject().equals(subject)
                        && version.content().isAvro()
                        && (deleted || !version.deleted()));
        if (equal.isPresent()) {
            return equal.map(version -> new Found(version, false));
        }
        List<SchemaVersion> versions = catalog.versions(subject, LookupFilter.of(deleted, false));
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (holds(versions.get(i), parsed)) {
                return Optional.of(new Found(versions.get(i), true));
            }
        }
        return Optional.empty();
    }

    /** Whether a version holds the same. Reading an old version again costs; most differ in what is plain to see. */
    boolean holds(SchemaVersion version, AvroSchemas.Parsed parsed) {
        try {
            return mayBeAlike(parsed.content(), version)
                    && SchemaEquality.same(parsed, version, schemas.parse(version));
        } catch (StackOverflowError tooDeep) {
            throw RestException.tooDeep();
        }
    }

    private static boolean mayBeAlike(SchemaContent sent, SchemaVersion version) {
        SchemaContent held = version.content();
        return held.isAvro()
                && SchemaEquality.sameMetadata(sent.metadata(), version)
                && Objects.equals(sent.ruleSet(), held.ruleSet())
                && (sent.references().isEmpty() || sent.references().equals(held.references()))
                && (!held.references().isEmpty() || sameLetters(sent.text(), held.text()));
    }

    /** The texts are canonical: alike ones hold the same letters, in another order, or "error" for "record". */
    private static boolean sameLetters(String one, String two) {
        String first = one.replace("\"error\"", "\"record\"");
        String second = two.replace("\"error\"", "\"record\"");
        return first.length() == second.length()
                && first.chars().sum() == second.chars().sum();
    }
}
