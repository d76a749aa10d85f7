package dev.avenant.contracts.gate;

import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.config.Waiver;
import dev.avenant.contracts.internal.Cores;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.SourceLocation;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks a tree of contracts against earlier versions of it: the integrity of the lock, the lint rules, compatibility
 * under each contract's level, and who would break. Reads nothing and changes nothing; the same tree and day give the
 * same report.
 */
public final class Gate {
    private final ContractTree tree;
    private final Baseline baseline;
    private final LocalDate today;
    private final Judgement judgement;
    private final Map<List<Object>, GateFinding> findings = new LinkedHashMap<>();
    private final Set<String> types;
    private int pairs;

    private Gate(ContractTree tree, Baseline baseline, LocalDate today) {
        this.tree = tree;
        this.baseline = baseline;
        this.today = today;
        this.judgement = new Judgement(tree);
        this.types = tree.all().stream()
                .filter(Contract::isType)
                .map(Contract::folder)
                .collect(Collectors.toSet());
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
        tree.problems().forEach(problem -> judgement.asSet(problem).ifPresent(this::add));
        baseline.problems(tree).forEach(problem -> judgement.asSet(problem).ifPresent(this::add));
        lockKept();
        lint();
        int versions = 0;
        for (Contract contract : tree.all()) {
            versions += contract.versions().size();
        }
        ContractComparison comparison = new ContractComparison(tree, baseline, judgement);
        for (ContractComparison.Compared compared : Cores.each(tree.all(), comparison::of)) {
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
        return new GateReport(
                baseline.label(), contracts, versions, pairs, ComparisonSettings.QUICK.seed(), judged, changes());
    }

    private List<ProposedChange> changes() {
        return tree.all().stream()
                .filter(contract -> contract.isLaidOut() && baseline.isChanged(contract))
                .flatMap(contract -> contract.current().stream()
                        .map(current -> new ProposedChange(
                                contract.folder(),
                                current.label(),
                                contract.subject(),
                                current.schema().toString())))
                .toList();
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
                (contract, finding) ->
                        judgement.of(contract, fixed(contract, finding)).ifPresent(this::add));
    }

    /** Where there are versions to compare with, what is invalid is found again with them. */
    private Finding fixed(Contract contract, Finding finding) {
        boolean first = baseline.versionsOf(contract).isEmpty();
        return finding.proposals().isEmpty() || !first
                ? finding
                : FixFinder.withFixes(contract.current().orElseThrow().compared(), List.of(finding))
                        .get(0);
    }

    /**
     * One finding for what is found against several versions, or in a type and again in each event that uses it. What a
     * waiver accepts in one event stays apart from what none accepts in another.
     */
    private void add(GateFinding finding) {
        List<Object> key = List.of(finding.rule(), finding.direction(), finding.location(), finding.message());
        GateFinding first = findings.get(key);
        if (first != null && !types.contains(first.contract())) {
            List<Waiver> accepted = waiversOf(finding);
            if (!accepted.equals(waiversOf(first))) {
                key = List.of(key, accepted);
            }
        }
        GateFinding known = findings.putIfAbsent(key, finding);
        if (known == null) {
            return;
        }
        GateFinding merged = known.triedFix().isPresent()
                ? known
                : known.fixedBy(finding.finding().fix());
        merged = merged.breaking(union(known.breaks(), finding.breaks()));
        findings.put(
                key,
                known.contract().equals(finding.contract())
                        ? merged.against(union(finding.against(), known.against()))
                        : merged.alsoIn(union(known.alsoIn(), List.of(finding.contract()))));
    }

    private List<Waiver> waiversOf(GateFinding finding) {
        return tree.config().waivers().stream()
                .filter(waiver -> !waiver.isExpiredOn(today) && waiver.covers(finding.ruleId(), finding.path()))
                .toList();
    }

    private static List<String> union(List<String> some, List<String> others) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }
}
