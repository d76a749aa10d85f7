package dev.avenant.contracts.gate;

import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.RegistryClient;
import java.util.List;
import java.util.Optional;

/** The earlier versions that the current ones are checked against. */
public interface Baseline {
    /** What a summary calls it, such as {@code released} or a registry's URL. */
    String label();

    /** What stands in the way of comparing with them. */
    default List<GateFinding> problems(ContractTree tree) {
        return List.of();
    }

    /** The earlier versions of a contract, the latest last; none when it is not there. */
    List<Released> versionsOf(Contract contract);

    /** Those of the earlier versions that a level asks for. */
    default List<Released> versionsToCheck(Contract contract) {
        return contract.level().versionsToCheck(versionsOf(contract));
    }

    /** The latest version of a contract, which may be the same as the current one. */
    Optional<Released> latestOf(Contract contract);

    /** Whether a contract was there, and its latest version was another one than the current. */
    @SuppressWarnings("ReferenceEquality") // a baseline gives the very schema where it knows that nothing has changed
    default boolean isChanged(Contract contract) {
        return latestOf(contract)
                .map(latest -> latest.schema().schema())
                .filter(latest -> contract.current()
                        .filter(current -> current.schema() == latest)
                        .isEmpty())
                .filter(latest -> !contract.isCurrent(latest))
                .isPresent();
    }

    /** What a topic was keyed by; empty when it was not there or nothing says. */
    Optional<DeclaredKey> keyOf(ContractTree tree, TopicContract topic);

    /** The lock of which every line must still be there, since it was there once. */
    default ContractLock locked() {
        return ContractLock.empty();
    }

    /**
     * What a topic was keyed by.
     *
     * @param type a plain type or the full name of a schema
     * @param label who says so
     * @param location where it is written
     */
    record DeclaredKey(String type, String label, Optional<SourceLocation> location) {}

    /** What the lock says was released. */
    static Baseline released() {
        return new ReleasedBaseline();
    }

    /**
     * What was current and what was released at another commit.
     *
     * @param label the revision
     * @param anywhere the schemas of that commit, for contracts that were laid out in another way there
     */
    static Baseline tree(String label, ContractTree base, NamedVersions anywhere) {
        return new TreeBaseline(label, base, anywhere);
    }

    /**
     * What a registry has under each contract's subject, or under another one with the contract's name.
     *
     * @throws dev.avenant.registry.client.RegistryException when it cannot be asked
     */
    static Baseline registry(String label, RegistryClient registry, ContractTree tree) {
        return new RegistryBaseline(label, registry, tree);
    }
}
