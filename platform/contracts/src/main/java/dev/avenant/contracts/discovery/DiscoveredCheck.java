package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.ContractsConfig.LintSetting;
import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.config.ReaderContracts;
import dev.avenant.contracts.discovery.FoundSchema.SchemaKey;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.ContractVersion;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.contracts.tree.Release;
import dev.avenant.finding.Category;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Rule;
import dev.avenant.finding.SchemaRule;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import dev.avenant.text.Counted;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks schemas that no {@code contracts.yaml} describes: the newest version of each against what it was in an earlier
 * state, and, where it has changed or no such state is given, against all versions beside it.
 */
public final class DiscoveredCheck {
    private final DiscoveredSchemas now;
    private final @Nullable EarlierSchemas before;
    private final @Nullable RegisteredSchemas registered;
    private final Settings settings;
    private final Counterparts counterparts;
    private final List<GateFinding> problems = new ArrayList<>();
    private final Set<String> reported = new HashSet<>();
    private final Map<String, List<List<Released>>> earlier = new LinkedHashMap<>();

    /**
     * What is looked at, and how.
     *
     * @param scope the files that are checked, by their paths from the root; others serve for references
     * @param unchangedToo whether versions side by side are compared also where the newest is as it was
     * @param readers what reads the schemas
     * @param level empty for {@code BACKWARD_TRANSITIVE} where versions stand side by side, else {@code BACKWARD}
     * @param rules what rules are set to, by rule id
     */
    public record Settings(
            Predicate<String> scope,
            boolean unchangedToo,
            Optional<CompatibilityLevel> level,
            Preset preset,
            Map<String, LintSetting> rules,
            ReaderContracts readers) {
        /**
         * What in a repository that nobody prepared may well be meant: a type that two modules define, and what only code
         * generators look at.
         */
        private static final List<Rule> WARNINGS =
                List.of(LintRule.TYPE_DEFINED_TWICE, SchemaRule.PROPERTY_IS_JAVA, SchemaRule.DOC_LEAVES_COMMENT);

        public Settings(
                Predicate<String> scope, boolean unchangedToo, Optional<CompatibilityLevel> level, Preset preset) {
            this(scope, unchangedToo, level, preset, Map.of(), ReaderContracts.none());
        }

        ContractsConfig config() {
            Map<String, LintSetting> lint = new HashMap<>();
            if (preset == Preset.FULL) {
                WARNINGS.forEach(rule -> lint.put(rule.id(), LintSetting.WARN));
            }
            lint.putAll(rules);
            return ContractsConfig.without(level.orElse(CompatibilityLevel.BACKWARD), preset, lint)
                    .withReaders(readers);
        }
    }

    private DiscoveredCheck(
            DiscoveredSchemas now,
            @Nullable EarlierSchemas before,
            @Nullable RegisteredSchemas registered,
            Settings settings) {
        this.now = now;
        this.before = before;
        this.registered = registered;
        this.settings = settings;
        this.counterparts = new Counterparts(
                now.versions().keySet(),
                before == null ? Set.of() : before.schemas().versions().keySet());
    }

    /** Checks the versions that stand side by side. */
    public static GateReport check(DiscoveredSchemas now, Settings settings) {
        return new DiscoveredCheck(now, null, null, settings).report();
    }

    /** Checks what has changed since an earlier state. */
    public static GateReport check(DiscoveredSchemas now, EarlierSchemas before, Settings settings) {
        return new DiscoveredCheck(now, before, null, settings).report();
    }

    /**
     * Checks against what a registry has of the same full name, under whatever subject.
     *
     * @throws dev.avenant.registry.client.RegistryException when it cannot be asked
     */
    public static GateReport check(DiscoveredSchemas now, RegisteredSchemas registered, Settings settings) {
        return new DiscoveredCheck(now, null, registered, settings).report();
    }

    private GateReport report() {
        now.problems().stream()
                .filter(problem -> settings.scope().test(problem.contract()))
                .forEach(this::problem);
        List<Contract> contracts = new ArrayList<>();
        now.versions().forEach((key, versions) -> {
            FoundSchema newest = versions.get(versions.size() - 1);
            if (settings.scope().test(newest.path())) {
                contract(key, versions, newest).ifPresent(contracts::add);
            }
        });
        gone();
        nothingCompared(contracts);
        ContractTree tree = new ContractTree(now.files(), settings.config(), ContractLock.empty(), contracts, problems);
        return Gate.check(tree, new DiscoveredBaseline(label(), earlier), LocalDate.MIN);
    }

    private String label() {
        if (registered != null) {
            return registered.label();
        }
        return before == null ? "the versions beside them" : before.label();
    }

    private Optional<Contract> contract(SchemaKey key, List<FoundSchema> versions, FoundSchema newest) {
        Optional<ComparedSchema> current = resolve(now, newest);
        if (current.isEmpty()) {
            return Optional.empty();
        }
        CompatibilityLevel level = settings.level()
                .orElse(versions.size() > 1 ? CompatibilityLevel.BACKWARD_TRANSITIVE : CompatibilityLevel.BACKWARD);
        String name = nameOf(key);
        javaIn(newest, name);
        earlier.put(
                name,
                registered == null
                        ? List.of(earlier(key, versions, current.get()))
                        : registered.versionsOf(key.name(), level));
        List<ContractVersion> files = new ArrayList<>();
        for (FoundSchema version : versions) {
            files.add(new ContractVersion(files.size() + 1, version.path(), version.source()));
        }
        Release release = new Release(
                files.get(files.size() - 1),
                new TreeMap<>(),
                current.get().schema(),
                current.get().sources());
        String simpleName = key.name().substring(key.name().lastIndexOf('.') + 1);
        return Optional.of(new Contract(
                name,
                simpleName,
                key.name(),
                Optional.empty(),
                key.name(),
                level,
                List.of(),
                files,
                List.of(),
                List.of(release),
                Optional.of(release)));
    }

    /** What the code generator would take for Java; a matter of how schemas are written, as the preset says. */
    private void javaIn(FoundSchema newest, String name) {
        for (Finding fault : newest.source().faults()) {
            boolean looked =
                    settings.preset() == Preset.FULL || settings.rules().containsKey(fault.ruleId());
            if (looked && fault.category() == Category.JAVA) {
                problems.add(GateFinding.of(fault.toBuilder().path(name).build(), name));
            }
        }
    }

    /** The full name; with the place where several schemas have one. */
    private String nameOf(SchemaKey key) {
        boolean taken = now.versions().keySet().stream()
                .anyMatch(other -> !other.equals(key) && other.name().equals(key.name()));
        return taken ? key.name() + " in " + key.pattern() : key.name();
    }

    /** What the newest version is compared with, the latest last. */
    private List<Released> earlier(SchemaKey key, List<FoundSchema> versions, ComparedSchema current) {
        List<Released> were = before == null ? List.of() : earlier(before, key, versions);
        if (!settings.unchangedToo() && isSame(were, current)) {
            return List.of(new Released(were.get(were.size() - 1).label(), current));
        }
        List<Released> all = new ArrayList<>();
        for (FoundSchema version : versions.subList(0, versions.size() - 1)) {
            resolve(now, version)
                    .ifPresent(
                            schema -> all.add(new Released(version.versioned().label(), schema)));
        }
        all.addAll(were);
        return all;
    }

    /** The versions of another state, without those that still stand beside the newest. */
    private List<Released> earlier(EarlierSchemas state, SchemaKey key, List<FoundSchema> versions) {
        List<Released> were = new ArrayList<>();
        List<FoundSchema> beside = versions.subList(0, versions.size() - 1);
        for (FoundSchema version : counterparts
                .of(key)
                .map(counterpart -> state.schemas().versions().get(counterpart))
                .orElse(List.of())) {
            if (!standsIn(beside, version)) {
                resolve(state.schemas(), version)
                        .ifPresent(schema -> were.add(new Released(state.label() + ":" + version.path(), schema)));
            }
        }
        return were;
    }

    private static boolean standsIn(List<FoundSchema> versions, FoundSchema version) {
        return versions.stream()
                .anyMatch(other ->
                        other.source().fingerprint().equals(version.source().fingerprint()));
    }

    /** Whether the latest of them was what it is now, with all that it refers to. */
    private static boolean isSame(List<Released> were, ComparedSchema current) {
        return !were.isEmpty()
                && fingerprints(were.get(were.size() - 1).schema()).equals(fingerprints(current));
    }

    private static List<String> fingerprints(ComparedSchema schema) {
        return schema.sources().stream().map(SchemaSource::fingerprint).toList();
    }

    private Optional<ComparedSchema> resolve(DiscoveredSchemas schemas, FoundSchema schema) {
        try {
            return Optional.of(schemas.resolve(schema));
        } catch (StackOverflowError tooDeep) {
            SchemaSyntaxException e = new SchemaSyntaxException(
                    schema.source().start(),
                    "expected a schema that can be walked through but found one whose references are nested too deep",
                    "Let the types refer to each other less deep");
            return unresolved(schemas, schema, e);
        } catch (SchemaSyntaxException e) {
            return unresolved(schemas, schema, e);
        }
    }

    private Optional<ComparedSchema> unresolved(
            DiscoveredSchemas schemas, FoundSchema schema, SchemaSyntaxException e) {
        if (schemas == now && reported.add(e.location() + e.problem())) {
            problem(DiscoveredSchemas.problem(schema.path(), e));
        }
        return Optional.empty();
    }

    /** What is wrong with a file that the earlier state has byte for byte is not this change's fault. */
    private void problem(GateFinding problem) {
        boolean known = before != null && isUnchanged(problem.contract());
        problems.add(
                known
                        ? GateFinding.of(
                                problem.finding().toBuilder()
                                        .severity(Severity.WARN)
                                        .build(),
                                problem.contract())
                        : problem);
    }

    private boolean isUnchanged(String path) {
        if (before == null) {
            return false;
        }
        Optional<byte[]> was = before.schemas().files().read(path);
        Optional<byte[]> is = now.files().read(path);
        return was.isPresent() && is.isPresent() && Arrays.equals(was.get(), is.get());
    }

    private void gone() {
        if (before == null) {
            return;
        }
        for (SchemaKey key : counterparts.gone()) {
            List<FoundSchema> versions = before.schemas().versions().getOrDefault(key, List.of());
            FoundSchema last = versions.get(versions.size() - 1);
            boolean unreadableNow = now.problems().stream()
                    .anyMatch(problem -> problem.contract().equals(last.path()));
            if (settings.scope().test(last.path()) && !unreadableNow) {
                problems.add(
                        GateFinding.of(
                                ContractRule.SCHEMA_GONE,
                                key.name(),
                                last.source().start(),
                                "expected " + key.name() + ", which " + before.label() + " has in " + last.path()
                                        + ", but no file defines it any more",
                                "Keep it for as long as records of it can be read; when none are left this is as it should be"));
            }
        }
    }

    private void nothingCompared(List<Contract> contracts) {
        if (registered != null) {
            problems.addAll(registered.problems(contracts));
            return;
        }
        boolean compared = earlier.values().stream().flatMap(List::stream).anyMatch(versions -> !versions.isEmpty());
        boolean nothingThere = before != null && before.schemas().isEmptyIn(settings.scope());
        if (compared || nothingThere || (contracts.isEmpty() && !problems.isEmpty())) {
            return;
        }
        problems.add(
                before == null
                        ? GateFinding.of(
                                ContractRule.NOTHING_COMPARED,
                                ".",
                                SourceLocation.startOf("."),
                                "expected two versions of a schema side by side (v1 and v2 in the path) but found "
                                        + Counted.of(contracts.size(), "schema") + " of one version each",
                                "Name what to compare them with: --against main, or another git revision")
                        : GateFinding.of(
                                ContractRule.NOTHING_COMPARED,
                                ".",
                                SourceLocation.startOf("."),
                                "expected " + Counted.of(contracts.size(), "schema") + " in " + before.label()
                                        + " too but found " + "none of their names there",
                                "Name a revision that has them, or other paths"));
    }
}
