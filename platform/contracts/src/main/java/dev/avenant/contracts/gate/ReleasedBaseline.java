package dev.avenant.contracts.gate;

import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the lock of the same tree says was released, and versions before the newest that were never released. */
final class ReleasedBaseline implements Baseline {
    @Override
    public String label() {
        return "released";
    }

    @Override
    public List<Released> versionsOf(Contract contract) {
        return Stream.concat(contract.releases().stream(), contract.unreleased().stream())
                .filter(release -> !contract.isCurrent(release))
                .map(release -> new Released(release.label(), release.compared()))
                .toList();
    }

    @Override
    public Optional<Released> latestOf(Contract contract) {
        return contract.lastRelease().map(release -> new Released(release.label(), release.compared()));
    }

    @Override
    public boolean isChanged(Contract contract) {
        return !contract.releases().isEmpty() && !contract.isReleased();
    }

    @Override
    public Optional<DeclaredKey> keyOf(ContractTree tree, TopicContract topic) {
        return tree.lock()
                .keyOf(topic.name())
                .map(key -> new DeclaredKey(key.type(), ContractLock.FILE, Optional.of(key.location())));
    }
}
