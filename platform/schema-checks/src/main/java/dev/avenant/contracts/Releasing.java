package dev.avenant.contracts;

import java.util.ArrayList;
import java.util.List;

/** What {@code avenant release} adds to the lock. */
public final class Releasing {
    private Releasing() {}

    /**
     * The lines for everything that is current and not in the lock: new versions, and versions whose types moved on.
     * Types come before what uses them.
     */
    public static List<ContractLock.Entry> unreleased(ContractTree tree) {
        List<ContractLock.Entry> entries = new ArrayList<>();
        for (Contract contract : tree.all()) {
            for (Release release : contract.unreleased()) {
                entries.add(new ContractLock.Entry(
                        contract.fullName(),
                        release.version().number(),
                        release.version().source().fingerprint(),
                        release.types(),
                        release.version().source().start()));
            }
        }
        return entries;
    }
}
