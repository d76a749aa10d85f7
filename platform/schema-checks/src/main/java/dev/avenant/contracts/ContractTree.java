package dev.avenant.contracts;

import java.util.List;
import java.util.Optional;

/**
 * All contracts of a project, read and resolved: {@code contracts.yaml}, the lock, and every version of every event and
 * shared type. Reading never fails for what the files say; what is wrong is in {@link #problems()}, and the rest of the
 * tree is there all the same.
 *
 * @param contracts what {@code contracts.yaml} says
 * @param lock what was released
 * @param all every contract, shared types first, each type after the types it uses
 * @param problems what is wrong with the files, in the order of their places
 */
public record ContractTree(
        ContractFiles files,
        Contracts contracts,
        ContractLock lock,
        List<Contract> all,
        List<ContractProblem> problems) {
    public ContractTree {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a contracts folder.
     *
     * @throws ContractsUnreadableException when the files cannot be reached
     */
    public static ContractTree load(ContractFiles files) {
        return new TreeReading(files).tree();
    }

    /** The contract of that name, in its simple or its full form. */
    public Optional<Contract> find(String name) {
        return all.stream()
                .filter(contract -> contract.name().equals(name)
                        || contract.fullName().equals(name)
                        || contract.folder().equals(name))
                .findFirst();
    }

    /** The events, without the shared types. */
    public List<Contract> events() {
        return all.stream().filter(Contract::isEvent).toList();
    }

    /** Whether something could not be read, so that a judgement would be of a part only. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(ContractProblem::isError);
    }
}
