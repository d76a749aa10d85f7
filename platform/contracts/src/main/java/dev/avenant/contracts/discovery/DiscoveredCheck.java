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
import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Rule;
import dev.avenant.finding.SchemaRule;
import dev.avenant.finding.Severity;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks schemas that no {@code contracts.yaml} describes: the newest version of each against what it was in an earlier
 * state, and, where it has changed or no such state is given, against all versions beside it.
 */
public final class DiscoveredCheck {
    private final DiscoveredSchemas now;
    private final Settings settings;
    private final Set<String> sharedNames = new HashSet<>();
    private final SchemaResolution resolution;
    private final ComparedState compared;
    private final List<GateFinding> problems = new ArrayList<>();
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
            DiscoveredSchemas now, Settings settings, Function<SchemaResolution, ComparedState> compared) {
        this.now = now;
        Set<String> names = new HashSet<>();
        for (SchemaKey key : now.versions().keySet()) {
            if (!names.add(key.name())) {
                sharedNames.add(key.name());
            }
        }
        this.settings = settings;
        this.resolution = new SchemaResolution(now, this::problem);
        this.compared = compared.apply(resolution);
    }

    /** Checks the versions that stand side by side. */
    public static GateReport check(DiscoveredSchemas now, Settings settings) {
        return ofFiles(now, null, settings);
    }

    /** Checks what has changed since an earlier state. */
    public static GateReport check(DiscoveredSchemas now, EarlierSchemas before, Settings settings) {
        return ofFiles(now, before, settings);
    }

    /**
     * Checks against what a registry has of the same full name, under whatever subject.
     *
     * @throws dev.avenant.registry.client.RegistryException when it cannot be asked
     */
    public static GateReport check(DiscoveredSchemas now, RegisteredSchemas registered, Settings settings) {
        return new DiscoveredCheck(now, settings, resolution -> registered).report();
    }

    private static GateReport ofFiles(DiscoveredSchemas now, @Nullable EarlierSchemas before, Settings settings) {
        return new DiscoveredCheck(
                        now,
                        settings,
                        resolution ->
                                new ComparedFiles(now, before, settings.scope(), settings.unchangedToo(), resolution))
                .report();
    }

    private GateReport report() {
        now.problems().stream()
                .filter(problem -> settings.scope().test(problem.contract()))
                .forEach(this::problem);
        now.resolveAhead(now.versions().values().stream()
                .map(versions -> versions.get(versions.size() - 1))
                .filter(newest -> settings.scope().test(newest.path()))
                .toList());
        List<Contract> contracts = new ArrayList<>();
        now.versions().forEach((key, versions) -> {
            FoundSchema newest = versions.get(versions.size() - 1);
            if (settings.scope().test(newest.path())) {
                contract(key, versions, newest).ifPresent(contracts::add);
            }
        });
        boolean anyCompared = earlier.values().stream().flatMap(List::stream).anyMatch(versions -> !versions.isEmpty());
        problems.addAll(compared.problems(contracts, anyCompared, !problems.isEmpty()));
        ContractTree tree = new ContractTree(now.files(), settings.config(), ContractLock.empty(), contracts, problems);
        return Gate.check(tree, new DiscoveredBaseline(compared.label(), earlier), LocalDate.MIN);
    }

    private Optional<Contract> contract(SchemaKey key, List<FoundSchema> versions, FoundSchema newest) {
        Optional<ComparedSchema> current = resolution.of(now, newest);
        if (current.isEmpty()) {
            return Optional.empty();
        }
        CompatibilityLevel level = settings.level()
                .orElse(versions.size() > 1 ? CompatibilityLevel.BACKWARD_TRANSITIVE : CompatibilityLevel.BACKWARD);
        String name = nameOf(key);
        javaIn(newest, name);
        earlier.put(name, compared.versionsOf(key, versions, current.get(), level));
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
        return sharedNames.contains(key.name()) ? key.name() + " in " + key.pattern() : key.name();
    }

    /** What is wrong with a file that the earlier state has byte for byte is not this change's fault. */
    private void problem(GateFinding problem) {
        problems.add(
                compared.hasUnchanged(problem.contract())
                        ? GateFinding.of(
                                problem.finding().toBuilder()
                                        .severity(Severity.WARN)
                                        .build(),
                                problem.contract())
                        : problem);
    }
}
