package dev.avenant.contracts.gate;

import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.contracts.tree.Release;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.SourceLocation;
import dev.avenant.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was released and what was current in another tree, such as that of another commit; and where that tree does not have
 * a contract in its folder, what has its full name.
 */
final class TreeBaseline implements Baseline {
    private final String label;
    private final ContractTree base;
    private final NamedVersions anywhere;

    TreeBaseline(String label, ContractTree base, NamedVersions anywhere) {
        this.label = label;
        this.base = base;
        this.anywhere = anywhere;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public List<Released> versionsOf(Contract contract) {
        Optional<Contract> before = earlier(contract);
        if (before.isEmpty()) {
            return anywhere(contract)
                    .filter(version -> !contract.isCurrent(version.schema().schema()))
                    .toList();
        }
        Contract earlier = before.get();
        List<Released> versions = new ArrayList<>();
        earlier.releases().stream()
                .filter(release -> !contract.isCurrent(release))
                .forEach(release -> versions.add(new Released(release.label(), release.compared())));
        earlier.current()
                .filter(current -> !earlier.isReleased() && !contract.isCurrent(current))
                .ifPresent(current -> versions.add(unreleased(current)));
        return versions;
    }

    @Override
    public List<GateFinding> problems(ContractTree tree) {
        List<Contract> contracts = tree.all().stream()
                .filter(contract -> contract.current().isPresent())
                .toList();
        boolean compared =
                contracts.stream().anyMatch(contract -> latestOf(contract).isPresent());
        return compared || contracts.isEmpty() || anywhere.isEmpty()
                ? List.of()
                : List.of(GateFinding.of(
                        ContractRule.NOTHING_COMPARED,
                        ContractsConfig.FILE,
                        SourceLocation.startOf(tree.files().shown(ContractsConfig.FILE)),
                        "expected " + Counted.of(contracts.size(), "schema") + " in " + label
                                + " too but found none of their names there",
                        "Name a revision that has them"));
    }

    /** In its folder; else, as when its topic was called otherwise, wherever it was. */
    private Optional<Contract> earlier(Contract contract) {
        return base.find(contract.folder())
                .or(() -> base.all().stream()
                        .filter(candidate -> candidate.fullName().equals(contract.fullName()))
                        .findFirst());
    }

    private Stream<Released> anywhere(Contract contract) {
        return anywhere.versionsOf(contract.fullName()).stream();
    }

    private Released unreleased(Release current) {
        return new Released(label + ":" + current.label(), current.compared());
    }

    @Override
    public Optional<Released> latestOf(Contract contract) {
        Optional<Contract> before = earlier(contract);
        return before.isPresent()
                ? before.flatMap(Contract::current).map(this::unreleased)
                : anywhere(contract).reduce((earlier, later) -> later);
    }

    @Override
    public Optional<DeclaredKey> keyOf(ContractTree tree, TopicContract topic) {
        return Optional.ofNullable(base.config().topics().get(topic.name()))
                .map(earlier -> new DeclaredKey(
                        base.keyTypeOf(earlier),
                        label,
                        Optional.of(earlier.key().location())));
    }

    @Override
    public ContractLock locked() {
        return base.lock();
    }
}
