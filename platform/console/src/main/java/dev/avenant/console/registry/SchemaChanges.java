package dev.avenant.console.registry;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.contracts.registry.ReferencedSchemas;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.CompatibilityResult;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares versions of subjects, and schemas that are not registered with them. Nothing is changed. Throws
 * {@link RegistryAwayException} or {@link dev.avenant.console.AccessRefusedException}; nobody retries.
 */
@PerCluster
public class SchemaChanges {

    /** One after the other, since all of them may be more than fits into memory. */
    private static final int MOST_BEFORE = 60;

    private static final int MOST_LOOKED_UP = 20;

    private final RegistryQuestions registry;
    private final Access access;

    SchemaChanges(RegistryQuestions registry, Access access) {
        this.registry = registry;
        this.access = access;
    }

    /**
     * What changed between two versions; empty when one of them is not there, or may not be seen.
     *
     * @throws UnusableSchemaException when one of them is no Avro schema that can be used
     */
    public Optional<VersionDiff> between(String subject, int from, int to, Locale language) {
        if (!access.seesSubject(subject)) {
            return Optional.empty();
        }
        return registry.ask(client -> {
            Optional<RegisteredSchema> older = VersionReader.version(client, subject, from);
            Optional<RegisteredSchema> newer = VersionReader.version(client, subject, to);
            if (older.isEmpty() || newer.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(VersionDiff.between(
                    resolve(client, older.get()),
                    resolve(client, newer.get()),
                    VersionReader.levelOf(client, subject),
                    1,
                    language));
        });
    }

    /**
     * A change with what it is judged by.
     *
     * @param newer what it comes to
     * @param before the versions that the level asks about, the latest last; the newest {@value #MOST_BEFORE} of them
     * @param uncompared how many older ones the level asks about as well
     * @param compared the newer with the latest of them, and with those of the others that the level does not let pass
     */
    public record Change(
            CompatibilityLevel level,
            ComparedSchema newer,
            List<Released> before,
            int uncompared,
            List<Trial.Compared> compared) {
        public Change {
            before = List.copyOf(before);
            compared = List.copyOf(compared);
        }

        /** The worst that the level asks about. */
        public Verdict verdict() {
            return worst(compared, level);
        }
    }

    /**
     * The change from one version to another; empty when one of them is not there, or may not be seen.
     *
     * @throws UnusableSchemaException when one of them is no Avro schema that can be used
     */
    public Optional<Change> change(String subject, int from, int to, Locale language) {
        if (!access.seesSubject(subject)) {
            return Optional.empty();
        }
        return registry.ask(client -> {
            Optional<RegisteredSchema> older = VersionReader.version(client, subject, from);
            Optional<RegisteredSchema> newer = VersionReader.version(client, subject, to);
            if (older.isEmpty() || newer.isEmpty()) {
                return Optional.empty();
            }
            CompatibilityLevel level = VersionReader.levelOf(client, subject);
            ComparedSchema next = resolve(client, newer.get());
            return Optional.of(change(client, subject, from, level, next, language));
        });
    }

    /**
     * The change to a schema that is not registered; empty when there is no such subject, or it may not be seen.
     *
     * @throws UnusableSchemaException when it, or a version before it, is no schema that can be used
     */
    public Optional<Change> proposed(String subject, String schema, Locale language) {
        if (!access.seesSubject(subject)) {
            return Optional.empty();
        }
        return registry.ask(client -> client.latest(subject).map(latest -> {
            CompatibilityLevel level = VersionReader.levelOf(client, subject);
            ComparedSchema next = pasted(client, schema, latest.qualifiedReferences());
            return change(client, subject, VersionPage.numberOf(latest.version()), level, next, language);
        }));
    }

    private static Change change(
            HttpRegistryClient client,
            String subject,
            int from,
            CompatibilityLevel level,
            ComparedSchema next,
            Locale language) {
        List<Integer> numbers = asked(client, subject, from, level);
        int uncompared = Math.max(0, numbers.size() - MOST_BEFORE);
        List<Released> before = numbers.subList(uncompared, numbers.size()).stream()
                .flatMap(number -> VersionReader.version(client, subject, number).stream())
                .map(version -> new Released("v" + version.version(), resolve(client, version)))
                .toList();
        return new Change(level, next, before, uncompared, compared(before, next, level, language));
    }

    private static List<Trial.Compared> compared(
            List<Released> before, ComparedSchema next, CompatibilityLevel level, Locale language) {
        List<Trial.Compared> compared = new ArrayList<>();
        for (int index = before.size() - 1; index >= 0; index--) {
            Released one = before.get(index);
            Trial.Compared found = new Trial.Compared(
                    Integer.parseInt(one.label().substring(1)),
                    VersionDiff.between(one.schema(), next, level, before.size(), language));
            if (compared.isEmpty() || worst(List.of(found), level) != Verdict.SAFE) {
                compared.add(found);
            }
        }
        return compared;
    }

    /** The newest version of a subject that says all that a schema says; empty when none of the last ones does. */
    public Optional<Integer> registeredAs(String subject, ComparedSchema schema) {
        if (!access.seesSubject(subject)) {
            return Optional.empty();
        }
        return registry.ask(client -> {
            List<Integer> numbers = new ArrayList<>(client.versions(subject));
            Collections.reverse(numbers);
            for (int number : numbers.subList(0, Math.min(MOST_LOOKED_UP, numbers.size()))) {
                Optional<RegisteredSchema> version = VersionReader.version(client, subject, number)
                        .filter(found -> VersionReader.typeOf(found).equals(VersionReader.AVRO));
                if (version.isPresent() && saysTheSame(resolve(client, version.get()), schema)) {
                    return Optional.of(number);
                }
            }
            return Optional.empty();
        });
    }

    private static boolean saysTheSame(ComparedSchema one, ComparedSchema other) {
        return one.schema().equals(other.schema())
                && one.schema().toString().equals(other.schema().toString());
    }

    /** The number of that version and, with a level of that kind, those before it, the latest last. */
    private static List<Integer> asked(HttpRegistryClient client, String subject, int last, CompatibilityLevel level) {
        return level.isTransitive()
                ? client.versions(subject).stream()
                        .filter(number -> number <= last)
                        .toList()
                : List.of(last);
    }

    private static ComparedSchema pasted(HttpRegistryClient client, String schema, List<SchemaReference> references) {
        try {
            return new ReferencedSchemas(client).resolve("schema", schema, references);
        } catch (SchemaSyntaxException unusable) {
            throw UnusableSchemaException.pasted(unusable);
        }
    }

    /**
     * What a schema would change, were it the next version of a subject. The types that it refers to are those that the
     * latest version refers to.
     *
     * @param language of what is said about it
     * @return empty when there is no such subject, or it may not be seen
     * @throws UnusableSchemaException when it, or a version that it is compared with, is no schema that can be used
     */
    public Optional<Trial> tryNext(String subject, String schema, Locale language) {
        if (!access.seesSubject(subject)) {
            return Optional.empty();
        }
        return registry.ask(client -> client.latest(subject).map(latest -> {
            List<SchemaReference> references = latest.qualifiedReferences();
            ComparedSchema next = pasted(client, schema, references);
            CompatibilityLevel level = VersionReader.levelOf(client, subject);
            List<Trial.Compared> compared = new ArrayList<>();
            // One after the other, since all of them may be more than fits into memory.
            List<Integer> earlier = earlier(client, subject, latest, level);
            for (int number : earlier) {
                VersionReader.version(client, subject, number)
                        .map(version ->
                                VersionDiff.between(resolve(client, version), next, level, earlier.size(), language))
                        .ifPresent(diff -> compared.add(new Trial.Compared(number, diff)));
            }
            CompatibilityResult answer = answer(client, subject, new SchemaDefinition(schema, references));
            return new Trial(
                    level.name(),
                    compared,
                    worst(compared, level),
                    answer.isCompatible(),
                    answer.messages().stream().map(ShownText::line).toList());
        }));
    }

    /** What the registry says; it may refuse as no schema what Avro takes. */
    private static CompatibilityResult answer(HttpRegistryClient client, String subject, SchemaDefinition schema) {
        try {
            return client.testCompatibility(subject, schema);
        } catch (RegistryException failed) {
            if (failed.kind() == RegistryException.Kind.REJECTED) {
                return new CompatibilityResult(false, List.of(RegistryQuestions.messageOf(failed)));
            }
            throw failed;
        }
    }

    /** The numbers of the latest version and, with a level of that kind, of all before it, the latest first. */
    private static List<Integer> earlier(
            HttpRegistryClient client, String subject, RegisteredSchema latest, CompatibilityLevel level) {
        if (!level.isTransitive()) {
            return List.of(VersionPage.numberOf(latest.version()));
        }
        List<Integer> all = new ArrayList<>(client.versions(subject));
        Collections.reverse(all);
        return all;
    }

    private static Verdict worst(List<Trial.Compared> compared, CompatibilityLevel level) {
        Verdict worst = Verdict.SAFE;
        for (Trial.Compared one : compared) {
            if (level.checksBackward()) {
                worst = worst.worst(one.diff().backward().verdict());
            }
            if (level.checksForward()) {
                worst = worst.worst(one.diff().forward().verdict());
            }
        }
        return worst;
    }

    private static ComparedSchema resolve(HttpRegistryClient client, RegisteredSchema version) {
        String name = "v" + version.version();
        if (!VersionReader.typeOf(version).equals(VersionReader.AVRO)) {
            throw UnusableSchemaException.ofType(name, VersionReader.typeOf(version));
        }
        try {
            return new ReferencedSchemas(client)
                    .resolve(name, String.valueOf(version.schema()), version.qualifiedReferences());
        } catch (SchemaSyntaxException unusable) {
            throw UnusableSchemaException.registered(name, unusable);
        }
    }
}
