package dev.avenant.contracts;

import dev.avenant.compatibility.Category;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.Finding;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.Severity;
import dev.avenant.compatibility.Verdict;
import dev.avenant.compatibility.lint.LintFinding;
import dev.avenant.contracts.GateFinding.Direction;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SourceLocation;
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
 * Holds a tree of contracts against what was released before: the integrity of the lock, the lint rules, compatibility
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
        tree.problems().forEach(this::add);
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
            compared.found()
                    .forEach(found -> add(found.contract(), found.against(), found.direction(), found.finding()));
        }
        new KeyChanges(tree, baseline).findings().forEach(this::add);
        List<GateFinding> judged = new WaiverDesk(tree.contracts().waivers(), today).apply(findings.values());
        judged.sort(Comparator.comparing((GateFinding finding) -> !finding.isFailure())
                .thenComparing(GateFinding::effect, Comparator.reverseOrder())
                .thenComparing(GateFinding::location)
                .thenComparing(GateFinding::ruleId));
        List<String> contracts = tree.all().stream().map(Contract::folder).toList();
        return new GateReport(baseline.label(), contracts, versions, pairs, ComparisonSettings.QUICK.seed(), judged);
    }

    private void add(ContractProblem problem) {
        add(new GateFinding(
                problem.ruleId(),
                Category.SEMANTIC,
                problem.isError() ? Severity.ERROR : Severity.WARN,
                Verdict.SAFE,
                problem.path(),
                problem.path(),
                problem.location(),
                Optional.empty(),
                problem.message() + ".",
                Optional.of(problem.fix() + "."),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty()));
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
        add(ContractProblem.error(
                "lock-line-gone",
                path,
                SourceLocation.startOf(tree.files().prefix() + ContractLock.FILE),
                "expected the line \"" + line + "\", which " + baseline.label() + " has, but it was changed or removed",
                "Restore the line; lines of the lock are only ever added"));
    }

    private void lint() {
        for (LintFinding lint : TreeLint.findings(tree)) {
            tree.find(lint.target().folder())
                    .ifPresent(contract -> add(contract, "", Optional.empty(), lint.finding()));
        }
    }

    /** What was found in one contract when it was held against its earlier versions. */
    private record Compared(int pairs, List<Found> found) {}

    private record Found(Contract contract, String against, Optional<Direction> direction, Finding finding) {}

    private Compared compare(Contract contract) {
        Optional<Release> current = contract.current();
        CompatibilityLevel level = contract.level();
        List<Found> found = new ArrayList<>();
        if (current.isEmpty() || level == CompatibilityLevel.NONE) {
            return new Compared(0, found);
        }
        List<Released> earlier = baseline.versionsOf(contract);
        int oldest = level.isTransitive() ? 0 : Math.max(0, earlier.size() - 1);
        for (int i = earlier.size() - 1; i >= oldest; i--) {
            Released version = earlier.get(i);
            Comparison comparison =
                    SchemaComparison.compare(version.schema(), current.get().compared(), ComparisonSettings.QUICK);
            for (Finding finding : comparison.invalid()) {
                found.add(new Found(contract, version.label(), Optional.empty(), finding));
            }
            if (level.checksForward()) {
                for (Finding finding : comparison.forward().findings()) {
                    found.add(new Found(contract, version.label(), Optional.of(Direction.FORWARD), finding));
                }
            }
            if (level.checksBackward()) {
                for (Finding finding : comparison.backward().findings()) {
                    found.add(new Found(contract, version.label(), Optional.of(Direction.BACKWARD), finding));
                }
            }
        }
        return new Compared(earlier.size() - oldest, found);
    }

    private void add(Contract contract, String against, Optional<Direction> direction, Finding finding) {
        Severity severity = severity(finding);
        if (severity == Severity.OFF) {
            return;
        }
        SourceLocation location = finding.newLocation() != null
                ? finding.newLocation()
                : contract.current().orElseThrow().version().source().start();
        boolean hits = direction.isPresent() && finding.effect() != Verdict.SAFE;
        add(new GateFinding(
                finding.ruleId(),
                finding.category(),
                severity,
                finding.effect(),
                contract.folder(),
                contract.folder() + (finding.path().equals("/") ? "" : finding.path()),
                location,
                Optional.ofNullable(finding.oldLocation()),
                finding.message(),
                Optional.ofNullable(finding.suggestion()),
                direction,
                direction.isPresent() ? List.of(against) : List.of(),
                Optional.ofNullable(finding.witness()),
                hits ? readers(contract) : List.of(),
                Optional.empty()));
    }

    /** A rule's setting counts for what is a matter of taste; what breaks or corrupts is accepted by waiver only. */
    private Severity severity(Finding finding) {
        Contracts.LintSetting setting = tree.contracts().lint().get(finding.ruleId());
        if (setting == null || finding.effect() != Verdict.SAFE) {
            return finding.severity();
        }
        return switch (setting) {
            case ERROR -> Severity.ERROR;
            case WARN -> Severity.WARN;
            case OFF -> Severity.OFF;
        };
    }

    private List<String> readers(Contract contract) {
        return contract.isEvent()
                ? contract.consumers()
                : List.copyOf(readersOfType.getOrDefault(contract.fullName(), Set.of()));
    }

    /** One finding for what is found against several versions, or in a type and again in each event that uses it. */
    private void add(GateFinding finding) {
        List<Object> key = List.of(finding.ruleId(), finding.direction(), finding.location(), finding.message());
        GateFinding known = findings.putIfAbsent(key, finding);
        if (known != null && known.contract().equals(finding.contract())) {
            Set<String> against = new LinkedHashSet<>(finding.against());
            against.addAll(known.against());
            findings.put(key, known.against(new ArrayList<>(against)));
        }
    }
}
