package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The earlier versions that were found for each schema.
 *
 * @param earlier by the folder of the contract: lines of versions, each with its latest last
 */
record DiscoveredBaseline(String label, Map<String, List<List<Released>>> earlier) implements Baseline {
    @Override
    public List<Released> versionsOf(Contract contract) {
        return earlier.getOrDefault(contract.folder(), List.of()).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** A schema under several subjects of a registry must suit each of them. */
    @Override
    public List<Released> versionsToCheck(Contract contract) {
        return earlier.getOrDefault(contract.folder(), List.of()).stream()
                .flatMap(line -> contract.level().versionsToCheck(line).stream())
                .toList();
    }

    @Override
    public Optional<Released> latestOf(Contract contract) {
        List<Released> versions = versionsOf(contract);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** Nothing says what topics these schemas are keyed by. */
    @Override
    public Optional<DeclaredKey> keyOf(ContractTree tree, TopicContract topic) {
        return Optional.empty();
    }
}
