package dev.avenant.contracts.registry;

import dev.avenant.contracts.text.ContractText;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where a registry has the contracts that it does not have under the subjects of {@code contracts.yaml}.
 *
 * @param found contracts that are under their subjects
 * @param misplaced contracts that are under others
 * @param absent contracts that are under none
 * @param examples some subjects with Avro schemas; none when the registry has no such schema, or was not searched
 */
public record SubjectSearch(
        List<Contract> found, List<Misplaced> misplaced, List<Contract> absent, List<String> examples) {
    private static final int EXAMPLES = 5;

    /** A contract, and the subjects that have a schema of its name. */
    public record Misplaced(Contract contract, List<String> subjects) {
        public Misplaced {
            subjects = List.copyOf(subjects);
        }

        /** {@code shop.Placed is under orders-value, not under orders-shop.Placed}. */
        public String place() {
            return said().toString();
        }

        /** The same, for whoever does not know yet in which language. */
        public Sentence said() {
            Sentence found = subjects.stream()
                    .map(Sentence::quoting)
                    .reduce((some, other) -> ContractText.of("drift.both", some, other))
                    .orElseThrow();
            return ContractText.of("drift.misplaced", contract.fullName(), found, contract.subject());
        }
    }

    public SubjectSearch {
        found = List.copyOf(found);
        misplaced = List.copyOf(misplaced);
        absent = List.copyOf(absent);
        examples = List.copyOf(examples);
    }

    /**
     * Looks for the contracts that can be compared. The registry is searched only when one is not under its subject.
     *
     * @param isUnderItsSubject whether the registry has a contract where it is expected
     */
    public static SubjectSearch of(ContractTree tree, RegistryClient registry, Predicate<Contract> isUnderItsSubject) {
        List<Contract> found = new ArrayList<>();
        List<Contract> others = new ArrayList<>();
        for (Contract contract : tree.all()) {
            if (contract.current().isPresent()) {
                (isUnderItsSubject.test(contract) ? found : others).add(contract);
            }
        }
        return others.isEmpty()
                ? new SubjectSearch(found, List.of(), List.of(), List.of())
                : search(registry, found, others);
    }

    private static SubjectSearch search(RegistryClient registry, List<Contract> found, List<Contract> others) {
        RegisteredNames names = RegisteredNames.in(registry);
        List<Misplaced> misplaced = new ArrayList<>();
        List<Contract> absent = new ArrayList<>();
        for (Contract contract : others) {
            List<String> subjects = names.subjectsOf(contract.fullName());
            if (subjects.isEmpty()) {
                absent.add(contract);
            } else {
                misplaced.add(new Misplaced(contract, subjects));
            }
        }
        return new SubjectSearch(found, misplaced, absent, names.subjects(EXAMPLES));
    }

    /** Whether the registry has no Avro schema at all, so that there is nothing to compare with. */
    public boolean isRegistryEmpty() {
        return found.isEmpty() && examples.isEmpty();
    }

    /** Whether no event and no key is where it is expected, though some are not; of a tree of types alone, no type. */
    public boolean isNothingFound() {
        boolean typesAlone =
                misplaced.stream().allMatch(other -> other.contract().isType())
                        && absent.stream().allMatch(Contract::isType);
        return typesAlone ? found.isEmpty() : found.stream().allMatch(Contract::isType);
    }

    /** What to write into {@code contracts.yaml} for those that are misplaced, one sentence without its full stop. */
    public Sentence setting() {
        return SubjectSetting.sentence(misplaced, found);
    }
}
