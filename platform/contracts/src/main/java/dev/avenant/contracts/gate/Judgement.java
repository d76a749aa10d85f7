package dev.avenant.contracts.gate;

import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Fix;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.finding.Verdict;
import java.util.Optional;

/** What a finding counts for in a tree, by its rule, the preset, and what has been released. */
final class Judgement {
    private final ContractTree tree;

    Judgement(ContractTree tree) {
        this.tree = tree;
    }

    /** Whether a finding's rule is on. */
    boolean counts(Finding finding) {
        return severity(finding) != Severity.OFF;
    }

    /** A finding as it counts in the tree; empty when its rule is off. */
    Optional<GateFinding> of(Contract contract, Finding finding) {
        if (!counts(finding)) {
            return Optional.empty();
        }
        SourceLocation location = finding.newLocation() != null
                ? finding.newLocation()
                : contract.current().orElseThrow().version().source().start();
        Finding judged = finding.toBuilder()
                .severity(severity(finding))
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
    Optional<GateFinding> asSet(GateFinding problem) {
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
}
