package dev.avenant.contracts.gate;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck;
import dev.avenant.compatibility.lint.LintTarget;
import dev.avenant.compatibility.lint.Linter;
import dev.avenant.contracts.internal.Cores;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.Release;
import dev.avenant.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Hands the contracts of a tree to the lint rules. */
final class TreeLint {
    private TreeLint() {}

    /** Tells what the rules find in each contract, with the severity of the rule; settings are the gate's matter. */
    static void look(ContractTree tree, Baseline baseline, BiConsumer<Contract, Finding> found) {
        List<Contract> contracts = tree.all().stream()
                .filter(contract -> contract.current().isPresent())
                .toList();
        Namespaces namespaces = Namespaces.of(tree);
        List<LintTarget> targets = contracts.stream()
                .map(contract ->
                        target(tree, baseline, contract, contract.current().orElseThrow(), namespaces))
                .toList();
        Linter linter = new Linter(targets, Map.of());
        List<List<Finding>> findings = Cores.each(targets, linter::findingsIn);
        for (int i = 0; i < findings.size(); i++) {
            for (Finding finding : findings.get(i)) {
                found.accept(contracts.get(i), namespaces.weighed(finding));
            }
        }
    }

    private static LintTarget target(
            ContractTree tree, Baseline baseline, Contract contract, Release current, Namespaces namespaces) {
        List<ComparedSchema> history = Stream.concat(contract.releases().stream(), contract.unreleased().stream())
                .filter(release ->
                        release.version().number() < current.version().number())
                .map(Release::compared)
                .toList();
        return new LintTarget(
                contract.isLaidOut() ? contract.folder() : contract.folder().replace('/', '.'),
                current.compared(),
                history,
                !contract.isType(),
                namespaces.expectedOf(contract),
                stale(tree, contract, current),
                baseline.versionsOf(contract).stream()
                        .map(LevelCheck.Released::schema)
                        .toList());
    }

    private static List<String> stale(ContractTree tree, Contract contract, Release current) {
        Optional<Release> last = contract.lastRelease()
                .filter(release ->
                        release.version().number() == current.version().number());
        List<String> stale = new ArrayList<>();
        last.ifPresent(release -> release.types().forEach((type, version) -> {
            int newest = tree.find(type).map(found -> found.newest().number()).orElse(version);
            if (newest > version) {
                stale.add(type);
            }
        }));
        return stale;
    }
}
