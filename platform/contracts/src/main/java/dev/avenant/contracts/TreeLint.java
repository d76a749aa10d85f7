package dev.avenant.contracts;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.lint.LintFinding;
import dev.avenant.compatibility.lint.LintTarget;
import dev.avenant.compatibility.lint.Linter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Hands the contracts of a tree to the lint rules. */
final class TreeLint {
    private TreeLint() {}

    /** What the rules find, each with the severity of its row; settings are the gate's matter. */
    static List<LintFinding> findings(ContractTree tree) {
        List<LintTarget> targets = new ArrayList<>();
        for (Contract contract : tree.all()) {
            contract.current().ifPresent(current -> targets.add(target(tree, contract, current)));
        }
        return Linter.lint(targets, Map.of());
    }

    private static LintTarget target(ContractTree tree, Contract contract, Release current) {
        List<ComparedSchema> history = Stream.concat(contract.releases().stream(), contract.unreleased().stream())
                .filter(release ->
                        release.version().number() < current.version().number())
                .map(Release::compared)
                .toList();
        String root = tree.contracts().namespace();
        String folder = contract.folder().substring(0, contract.folder().indexOf('/'));
        String namespace = root.isEmpty() ? "" : root + "." + folder.replace('-', '.');
        return new LintTarget(
                contract.folder(),
                current.compared(),
                history,
                !contract.isType(),
                namespace,
                stale(tree, contract, current));
    }

    private static List<String> stale(ContractTree tree, Contract contract, Release current) {
        Optional<Release> last = contract.lastRelease()
                .filter(release ->
                        release.version().number() == current.version().number());
        List<String> stale = new ArrayList<>();
        last.ifPresent(release -> release.types().forEach((type, version) -> {
            int newest = tree.find(type)
                    .map(found ->
                            found.versions().get(found.versions().size() - 1).number())
                    .orElse(version);
            if (newest > version) {
                stale.add(type);
            }
        }));
        return stale;
    }
}
