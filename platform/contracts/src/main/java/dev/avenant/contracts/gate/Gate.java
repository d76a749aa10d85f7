package dev.avenant.contracts.gate;

import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.compatibility.iceberg.IcebergEvolution;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.config.ReaderContracts;
import dev.avenant.contracts.config.ReaderContracts.TableFormat;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.contracts.tree.GateFinding.Direction;
import dev.avenant.contracts.tree.Release;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Fix;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a tree of contracts against earlier versions of it: the integrity of the lock, the lint rules, compatibility
 * under each contract's level, and who would break. Reads nothing and changes nothing; the same tree and day give the
 * same report.
 */
public final class Gate {
    private static final int MANY = 100;

    private final ContractTree tree;
    private final Baseline baseline;
    private final LocalDate today;
    private final Map<String, Set<String>> readersOfType = new LinkedHashMap<>();
    private final Map<List<Object>, GateFinding> findings = new LinkedHashMap<>();
    private int pairs;

    private Gate(ContractTree tree, Baseline baseline, LocalDate today) {
        this.tree = tree;
        this.baseline = baseline;
        this.today = today;
        for (Contract event : tree.events()) {
            event.current()
                    .ifPresent(current -> current.types()
                            .keySet()
                            .forEach(type -> readersOfType
                                    .computeIfAbsent(type, name -> new LinkedHashSet<>())
                                    .addAll(event.consumers())));
        }
    }

    /**
     * Checks a tree.
     *
     * @param today decides which waivers have expired
     */
    public static GateReport check(ContractTree tree, Baseline baseline, LocalDate today) {
        return new Gate(tree, baseline, today).report();
    }

    private GateReport report() {
        tree.problems().forEach(problem -> asSet(problem).ifPresent(this::add));
        baseline.problems(tree).forEach(problem -> asSet(problem).ifPresent(this::add));
        lockKept();
        lint();
        int versions = 0;
        for (Contract contract : tree.all()) {
            versions += contract.versions().size();
        }
        List<Contract> all = tree.all();
        // each contract is compared by itself, which is worth a second core when there are many
        for (Compared compared : (all.size() < MANY ? all.stream() : all.parallelStream())
                .map(this::compare)
                .toList()) {
            pairs += compared.pairs();
            compared.findings().forEach(this::add);
        }
        new KeyChanges(tree, baseline).findings().forEach(this::add);
        List<GateFinding> judged = new Waivers(tree.config().waivers(), today).apply(findings.values());
        judged.sort(Comparator.comparing((GateFinding finding) -> !finding.isFailure())
                .thenComparing(GateFinding::effect, Comparator.reverseOrder())
                .thenComparing(GateFinding::location)
                .thenComparing(GateFinding::ruleId));
        List<String> contracts = tree.all().stream().map(Contract::folder).toList();
        return new GateReport(baseline.label(), contracts, versions, pairs, ComparisonSettings.QUICK.seed(), judged);
    }

    /** The lock is append-only, which only an earlier state of it can prove. */
    private void lockKept() {
        ContractLock before = baseline.locked();
        Set<String> kept = new HashSet<>();
        tree.lock().entries().forEach(entry -> kept.add(entry.line()));
        tree.lock().keys().forEach(key -> kept.add(key.line()));
        before.entries().stream().filter(entry -> !kept.contains(entry.line())).forEach(entry -> {
            lineGone(entry.fullName(), entry.line());
        });
        before.keys().stream().filter(key -> !kept.contains(key.line())).forEach(key -> {
            lineGone(key.topic() + "/key", key.line());
        });
    }

    private void lineGone(String path, String line) {
        add(GateFinding.of(
                ContractRule.LOCK_LINE_GONE,
                path,
                SourceLocation.startOf(tree.files().shown(ContractLock.FILE)),
                "expected the line \"" + line + "\", which " + baseline.label() + " has, but it was changed or removed",
                "Restore the line; lines of the lock are only ever added"));
    }

    private void lint() {
        if (tree.config().preset() == Preset.BREAKING && tree.config().lint().isEmpty()) {
            return;
        }
        TreeLint.look(
                tree,
                baseline,
                (contract, finding) -> judge(contract, fixed(contract, finding)).ifPresent(this::add));
    }

    /** Where there are versions to compare with, what is invalid is found again with them. */
    private Finding fixed(Contract contract, Finding finding) {
        boolean first = baseline.versionsOf(contract).isEmpty();
        return finding.proposals().isEmpty() || !first
                ? finding
                : FixFinder.withFixes(contract.current().orElseThrow().compared(), List.of(finding))
                        .get(0);
    }

    /** What was found in one contract when it was compared with its earlier versions. */
    private record Compared(int pairs, List<GateFinding> findings) {}

    private Compared compare(Contract contract) {
        Optional<Release> current = contract.current();
        List<GateFinding> findings = new ArrayList<>();
        if (current.isEmpty() || isSettled(contract)) {
            return new Compared(0, findings);
        }
        CompatibilityLevel level = contract.level();
        List<Released> asked = baseline.versionsToCheck(contract);
        List<Released> changed = asked.stream()
                .filter(version -> !isUnchanged(version, current.get()))
                .toList();
        if (tablesOf(contract).contains(TableFormat.ICEBERG)) {
            changed.forEach(version -> IcebergEvolution.findings(
                            version.schema(), current.get().compared())
                    .forEach(finding -> judge(contract, finding)
                            .map(found -> found.against(List.of(version.label())))
                            .ifPresent(findings::add)));
        }
        for (Map.Entry<DeclaredReaders, List<String>> group :
                tree.config().readers().groups(readers(contract)).entrySet()) {
            List<Comparison> fixed = compared(current.get(), changed, level, group.getKey());
            for (int i = 0; i < changed.size(); i++) {
                Released version = changed.get(i);
                Comparison found = fixed.get(i);
                List<String> services = group.getValue();
                found.invalid().forEach(finding -> judge(contract, finding).ifPresent(findings::add));
                if (level.checksForward()) {
                    findings.addAll(judge(contract, found.forward(), Direction.FORWARD, version, services));
                }
                if (level.checksBackward()) {
                    findings.addAll(judge(contract, found.backward(), Direction.BACKWARD, version, services));
                }
            }
        }
        return new Compared(asked.size(), findings);
    }

    /** The formats of the tables that an event is written to; a key is not, and a type is in the events that use it. */
    private Set<TableFormat> tablesOf(Contract contract) {
        ReaderContracts readers = tree.config().readers();
        if (contract.isKey() || (contract.isType() && !tree.config().topics().isEmpty())) {
            return Set.of();
        }
        return contract.topic()
                .map(topic -> readers.tableFormatsOf(topic.name()))
                .orElse(readers.tableFormats());
    }

    /** The comparison with each version, with the fixes of what it finds. */
    private static List<Comparison> compared(
            Release current, List<Released> versions, CompatibilityLevel level, DeclaredReaders declared) {
        List<Comparison> found = versions.stream()
                .map(version -> SchemaComparison.compare(
                        version.schema(), current.compared(), ComparisonSettings.QUICK.withReaders(declared)))
                .toList();
        return FixFinder.withFixes(
                current.compared(), versions.stream().map(Released::schema).toList(), found, level, declared);
    }

    /** What was taken over is on the wire already, whatever it broke; the next version is what the check is for. */
    private static boolean isSettled(Contract contract) {
        return contract.newest().imported() && contract.isReleased();
    }

    /** A baseline gives the very schema where it knows that nothing has changed. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isUnchanged(Released version, Release current) {
        return version.schema().schema() == current.schema();
    }

    /** What is found for the services that read alike. */
    private List<GateFinding> judge(
            Contract contract, DirectionResult result, Direction direction, Released version, List<String> services) {
        List<GateFinding> judged = new ArrayList<>();
        for (Finding finding : result.findings()) {
            List<String> hit = finding.effect() == Verdict.SAFE ? List.of() : services;
            judge(contract, finding)
                    .map(found -> found.in(direction)
                            .against(List.of(version.label()))
                            .breaking(hit))
                    .ifPresent(judged::add);
        }
        return judged;
    }

    /** A finding as it counts in the tree; empty when its rule is off. */
    private Optional<GateFinding> judge(Contract contract, Finding finding) {
        Severity severity = severity(finding);
        if (severity == Severity.OFF) {
            return Optional.empty();
        }
        SourceLocation location = finding.newLocation() != null
                ? finding.newLocation()
                : contract.current().orElseThrow().version().source().start();
        Finding judged = finding.toBuilder()
                .severity(severity)
                .path(contract.folder() + (finding.path().equals("/") ? "" : finding.path()))
                .at(finding.oldLocation(), location)
                .build();
        GateFinding found = GateFinding.of(judged, contract.folder());
        Fix fix = finding.fix();
        return Optional.of(fix != null && isReleasedFile(contract) ? found.fixedBy(fix.withoutEdits()) : found);
    }

    /** A file that was released stays as it is; the fix is one for the next version. */
    private boolean isReleasedFile(Contract contract) {
        int number = contract.newest().number();
        return contract.releases().stream()
                        .anyMatch(release -> release.version().number() == number)
                || tree.lock().entriesOf(contract.fullName()).stream().anyMatch(entry -> entry.version() == number);
    }

    private Severity severity(Finding finding) {
        if (finding.effect() != Verdict.SAFE) {
            return finding.severity();
        }
        return setting(finding).orElse(tree.config().preset() == Preset.FULL ? finding.severity() : Severity.OFF);
    }

    /** What is wrong with the files, which no preset leaves out; empty when its rule is off. */
    private Optional<GateFinding> asSet(GateFinding problem) {
        Severity severity = setting(problem.finding()).orElse(problem.severity());
        return severity == Severity.OFF ? Optional.empty() : Optional.of(problem.weighing(severity));
    }

    private Optional<Severity> setting(Finding finding) {
        return Optional.ofNullable(tree.config().lint().get(finding.ruleId()))
                .filter(setting -> finding.rule().isSettable())
                .map(setting -> switch (setting) {
                    case ERROR -> Severity.ERROR;
                    case WARN -> Severity.WARN;
                    case OFF -> Severity.OFF;
                });
    }

    private List<String> readers(Contract contract) {
        return contract.isEvent()
                ? contract.consumers()
                : List.copyOf(readersOfType.getOrDefault(contract.fullName(), Set.of()));
    }

    /** One finding for what is found against several versions, or in a type and again in each event that uses it. */
    private void add(GateFinding finding) {
        List<Object> key = List.of(finding.rule(), finding.direction(), finding.location(), finding.message());
        GateFinding known = findings.putIfAbsent(key, finding);
        if (known == null) {
            return;
        }
        GateFinding merged = known.triedFix().isPresent()
                ? known
                : known.fixedBy(finding.finding().fix());
        if (known.contract().equals(finding.contract())) {
            Set<String> against = new LinkedHashSet<>(finding.against());
            against.addAll(known.against());
            Set<String> breaks = new LinkedHashSet<>(known.breaks());
            breaks.addAll(finding.breaks());
            merged = merged.against(new ArrayList<>(against)).breaking(new ArrayList<>(breaks));
        }
        findings.put(key, merged);
    }
}
