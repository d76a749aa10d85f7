package dev.avenant.contracts.tree;

import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.lock.ContractLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code avenant release} adds to the lock. */
public final class LockEntries {
    private LockEntries() {}

    /** All lines to add: the versions, then the keys of topics. */
    public static List<ContractLock.Line> lines(ContractTree tree) {
        List<ContractLock.Line> lines = new ArrayList<>(unreleased(tree));
        lines.addAll(keys(tree));
        return lines;
    }

    /**
     * The lines for everything that is current and not in the lock: new versions, and versions whose types moved on.
     * Types come before what uses them.
     */
    public static List<ContractLock.Entry> unreleased(ContractTree tree) {
        List<ContractLock.Entry> entries = new ArrayList<>();
        for (Contract contract : tree.all()) {
            for (Release release : contract.unreleased()) {
                entries.add(new ContractLock.Entry(
                        tree.lock().nameOf(contract.folder(), contract.fullName()),
                        release.version().number(),
                        release.version().source().fingerprint(),
                        release.types(),
                        release.version().source().start()));
            }
        }
        return entries;
    }

    /** The lines for the topics that carry something and whose key the lock does not have, or has as another. */
    public static List<ContractLock.Key> keys(ContractTree tree) {
        Set<String> carrying = tree.all().stream()
                .flatMap(contract -> contract.topic().stream())
                .map(TopicContract::name)
                .collect(Collectors.toSet());
        List<ContractLock.Key> keys = new ArrayList<>();
        for (TopicContract topic : tree.config().topics().values()) {
            String type = tree.keyTypeOf(topic);
            boolean known = tree.lock()
                    .keyOf(topic.name())
                    .filter(key -> key.type().equals(type))
                    .isPresent();
            if (carrying.contains(topic.name()) && !known) {
                keys.add(new ContractLock.Key(topic.name(), type, topic.key().location()));
            }
        }
        return keys;
    }
}
