package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.client.api.RuleSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the version of a subject that holds a schema. */
public final class Finder {

    static final String VERSION_PROPERTY = "confluent:version";

    private final Catalog catalog;
    private final AvroSchemas schemas;

    public Finder(Catalog catalog, AvroSchemas schemas) {
        this.catalog = catalog;
        this.schemas = schemas;
    }

    /**
     * A version that holds the schema.
     *
     * @param alike whether it is only {@link Sameness the same} and not equal; such an answer tells its time too
     */
    public record Found(SchemaVersion version, boolean alike) {}

    /** The version that holds a schema; of other contexts too when the default one has none. */
    public Found lookUp(Registration wanted, boolean deleted) {
        String subject = wanted.subject();
        Optional<Found> here = lookUpHere(wanted, deleted);
        if (here.isPresent()) {
            return here.get();
        }
        if (QualifiedSubject.of(subject).isInDefaultContext()) {
            for (String context : catalog.contexts()) {
                String there = new QualifiedSubject(context, subject).toString();
                if (!there.equals(subject)
                        && !catalog.versions(there, Catalog.Which.ALL).isEmpty()) {
                    Optional<Found> found = lookUpHere(in(there, wanted), deleted);
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
            }
        }
        boolean known = !catalog.versions(subject, deleted ? Catalog.Which.ALL : Catalog.Which.ACTIVE)
                .isEmpty();
        throw known
                ? RegistryFault.of(RegistryErrorCode.SCHEMA_NOT_FOUND)
                : RegistryFault.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
    }

    private static Registration in(String subject, Registration wanted) {
        return new Registration(
                subject, wanted.content(), wanted.id(), wanted.version(), wanted.normalize(), wanted.force());
    }

    private Optional<Found> lookUpHere(Registration wanted, boolean deleted) {
        if (wanted.content().text().isBlank()) {
            return Optional.empty();
        }
        SubjectConfig config = catalog.configInScope(wanted.subject());
        AvroSchemas.Parsed parsed = schemas.parse(
                wanted.subject(), wanted.id(), wanted.content(), wanted.normalize() || config.normalizes(), deleted);
        return find(wanted.subject(), parsed, config, deleted);
    }

    /** As it was sent, and else with the metadata that the subject would give it. */
    Optional<Found> find(String subject, AvroSchemas.Parsed parsed, SubjectConfig config, boolean deleted) {
        Optional<Found> direct = findExactly(subject, parsed, deleted);
        if (direct.isPresent()) {
            return direct;
        }
        SchemaContent populated =
                populate(config, parsed.content(), catalog.latest(subject).orElse(null));
        return populated.equals(parsed.content())
                ? Optional.empty()
                : findExactly(subject, new AvroSchemas.Parsed(parsed.schema(), populated), deleted);
    }

    private Optional<Found> findExactly(String subject, AvroSchemas.Parsed parsed, boolean deleted) {
        String context = QualifiedSubject.of(subject).context();
        Optional<SchemaVersion> equal = catalog.idOf(context, parsed.content().guid())
                .flatMap(id -> catalog.byId(context, id, subject))
                .filter(version -> version.subject().equals(subject) && (deleted || !version.deleted()));
        if (equal.isPresent()) {
            return equal.map(version -> new Found(version, false));
        }
        List<SchemaVersion> versions = catalog.versions(subject, deleted ? Catalog.Which.ALL : Catalog.Which.ACTIVE);
        for (int i = versions.size() - 1; i >= 0; i--) {
            SchemaVersion version = versions.get(i);
            if (mayBeAlike(parsed.content(), version.content()) && Sameness.same(parsed, schemas.parse(version))) {
                return Optional.of(new Found(version, true));
            }
        }
        return Optional.empty();
    }

    /** Reading an old version again costs; most differ in what is plain to see. */
    private static boolean mayBeAlike(SchemaContent sent, SchemaContent held) {
        return Objects.equals(sent.metadata(), held.metadata())
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

    /** The metadata and rules that a schema gets in a subject: its own, else those before it, under the subject's. */
    static SchemaContent populate(SubjectConfig config, SchemaContent content, @Nullable SchemaVersion before) {
        Metadata metadata =
                content.metadata() == null && before != null ? before.content().metadata() : content.metadata();
        RuleSet rules =
                content.ruleSet() == null && before != null ? before.content().ruleSet() : content.ruleSet();
        return content.with(
                Metadata.merge(Metadata.merge(config.defaultMetadata(), metadata), config.overrideMetadata()),
                RuleSet.merge(RuleSet.merge(config.defaultRuleSet(), rules), config.overrideRuleSet()));
    }
}
