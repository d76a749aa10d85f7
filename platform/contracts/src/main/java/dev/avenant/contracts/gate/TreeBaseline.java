package dev.avenant.contracts.gate;

import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was released and what was current in another tree, such as that of another commit. */
final class TreeBaseline implements Baseline {
    private final String label;
    private final ContractTree base;

    TreeBaseline(String label, ContractTree base) {
        this.label = label;
        this.base = base;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public List<Released> versionsOf(Contract contract) {
        List<Released> versions = new ArrayList<>();
        base.find(contract.folder()).ifPresent(earlier -> {
            earlier.releases().stream()
                    .filter(release -> !contract.isCurrent(release))
                    .forEach(release -> versions.add(new Released(release.label(), release.compared())));
            earlier.current()
                    .filter(current -> !earlier.isReleased() && !contract.isCurrent(current))
                    .ifPresent(current -> versions.add(unreleased(current)));
        });
        return versions;
    }

    private Released unreleased(Release current) {
        return new Released(label + ":" + current.label(), current.compared());
    }

    @Override
    public Optional<Released> latestOf(Contract contract) {
        return base.find(contract.folder()).flatMap(Contract::current).map(this::unreleased);
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
