package dev.avenant.console.registry;

import dev.avenant.compatibility.diff.SchemaDiff;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.contracts.registry.ReferencedSchemas;
import dev.avenant.operations.registry.DescribedVersion;
import dev.avenant.operations.registry.ExampleRecord;
import dev.avenant.operations.registry.ListedVersion;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.SchemaQuery;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.registry.client.api.SubjectVersion;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of subjects, read afresh at each call. Throws {@link RegistryAwayException} or
 * {@link dev.avenant.console.AccessRefusedException}; nobody retries.
 */
@PerCluster
public class VersionReader {

    static final String AVRO = "AVRO";

    private final RegistryQuestions registry;
    private final Access access;

    VersionReader(RegistryQuestions registry, Access access) {
        this.registry = registry;
        this.access = access;
    }

    /** One version of a subject, the latest when none is named; empty when it is not there, or may not be seen. */
    public Optional<VersionPage> page(String subject, @Nullable Integer version) {
        if (!access.seesSubject(subject)) {
            return Optional.empty();
        }
        return registry.ask(client -> (version == null ? client.latest(subject) : version(client, subject, version))
                .map(found -> pageOf(client, subject, found)));
    }

    /**
     * Where the schema of an id is; empty when no schema has it, or none of a subject that
     * may be seen.
     *
     * @param subject a subject of the context that the id is of; null for the default one
     */
    public Optional<SchemaById> byId(int id, @Nullable String subject) {
        Permissions mine = access.mine();
        return registry.ask(client -> client.byId(id, new SchemaQuery(subject, null))
                .flatMap(schema -> {
                    List<SubjectVersion> uses = client.usesOf(id, subject).stream()
                            .filter(use -> mine.seesSubject(use.subject()))
                            .toList();
                    if (uses.isEmpty() && !mine.seesAllSubjects()) {
                        return Optional.empty();
                    }
                    List<SchemaReference> references = schema.referencesOrNone().stream()
                            .map(reference -> reference.usedBy(subject))
                            .toList();
                    return Optional.of(new SchemaById(
                            id,
                            typeOf(schema),
                            SchemaView.of(SchemaView.textOf(schema), references),
                            references,
                            sorted(uses)));
                }));
    }

    /** The versions of a subject that are not deleted, the oldest first; empty when it is not there, or may not be seen. */
    public Optional<List<RegisteredSchema>> versions(String subject) {
        if (!access.seesSubject(subject)) {
            return Optional.empty();
        }
        return Optional.of(registry.ask(client -> ListedVersion.schemas(client, subject)))
                .filter(found -> !found.isEmpty());
    }

    /** One of those in a list; the registry is asked how many schemas refer to it. */
    public ListedVersion listed(RegisteredSchema version) {
        return registry.ask(client -> ListedVersion.of(client, version));
    }

    private VersionPage pageOf(HttpRegistryClient client, String subject, RegisteredSchema found) {
        int version = VersionPage.numberOf(found.version());
        DescribedVersion described = DescribedVersion.of(client, found);
        Optional<SchemaDiff> step = Optional.empty();
        int before = described.versions().stream()
                .filter(number -> number < version)
                .max(Comparator.naturalOrder())
                .orElse(0);
        @Nullable String example = null;
        if (typeOf(found).equals(AVRO)) {
            ReferencedSchemas types = new ReferencedSchemas(client);
            try {
                var shown = types.resolve("v" + version, String.valueOf(found.schema()), found.qualifiedReferences());
                example = ExampleRecord.of(shown.schema()).map(ShownText::lines).orElse(null);
                step = version(client, subject, before)
                        .filter(earlier -> typeOf(earlier).equals(AVRO))
                        .map(earlier -> SchemaDiff.between(
                                types.resolve(
                                        "v" + before, String.valueOf(earlier.schema()), earlier.qualifiedReferences()),
                                shown));
            } catch (SchemaSyntaxException unusable) {
                // The page shows the text all the same.
                step = Optional.empty();
            }
        }
        return new VersionPage(
                subject,
                described.versions(),
                version,
                VersionPage.numberOf(found.id()),
                found.guid(),
                typeOf(found),
                described.level(),
                described.isOwnLevel(),
                described.mode(),
                found.qualifiedReferences(),
                sorted(described.users().stream()
                        .filter(user -> access.seesSubject(user.subject()))
                        .toList()),
                access.mine().seesAllSubjects() ? described.moreUsers() : 0,
                SchemaView.of(found),
                example,
                step.map(diff -> new VersionPage.Step(
                                before,
                                diff.changes().size(),
                                diff.comparison().backward().verdict(),
                                diff.comparison().forward().verdict()))
                        .orElse(null));
    }

    /** Numbers begin at 1; a registry refuses to be asked for others. */
    static Optional<RegisteredSchema> version(HttpRegistryClient client, String subject, int number) {
        return number < 1 ? Optional.empty() : client.version(subject, number);
    }

    static String typeOf(RegisteredSchema schema) {
        return DescribedVersion.typeOf(schema);
    }

    static CompatibilityLevel levelOf(HttpRegistryClient client, String subject) {
        return client.levelInForce(subject).orElseGet(client::globalLevel);
    }

    private static List<VersionLink> sorted(List<SubjectVersion> versions) {
        return versions.stream()
                .sorted(DescribedVersion.BY_SUBJECT)
                .map(VersionLink::of)
                .toList();
    }
}
