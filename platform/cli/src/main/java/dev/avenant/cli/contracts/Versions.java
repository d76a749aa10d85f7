package dev.avenant.cli.contracts;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.Release;
import dev.avenant.text.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds contracts and their versions by what a user calls them. */
final class Versions {
    private static final int MOST_NAMES = 20;

    private Versions() {}

    static Contract contract(ContractTree tree, String name) {
        List<Contract> named = tree.named(name);
        if (named.size() > 1) {
            throw CommandFailure.usage(ambiguous(name, named));
        }
        return named.stream().findFirst().orElseThrow(() -> CommandFailure.usage(unknown(tree, name)));
    }

    private static String ambiguous(String name, List<Contract> named) {
        return name + " may be any of "
                + named.stream().map(Contract::fullName).sorted().collect(Collectors.joining(", "))
                + ". Give its full name.";
    }

    /** That there is no such contract, and which ones have a name like it. */
    static String unknown(ContractTree tree, String name) {
        List<String> names = new ArrayList<>(
                tree.all().stream().map(Contract::name).distinct().toList());
        names.sort(Comparator.comparingInt((String known) -> Spelling.distance(name, known))
                .thenComparing(Comparator.naturalOrder()));
        String found = "There is no event, key or type called " + name + ".";
        if (names.isEmpty()) {
            return found;
        }
        return Spelling.distance(name, names.get(0)) <= 3
                ? found + " Did you mean " + names.get(0) + "?"
                : found + " Known are " + String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                        + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more." : ".");
    }

    /** The version of that number, {@code 2} or {@code v2}, as it was last released or as it is. */
    static Release version(Contract contract, String number) {
        String digits = number.startsWith("v") ? number.substring(1) : number;
        List<Release> all = all(contract);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (String.valueOf(all.get(i).version().number()).equals(digits)) {
                return all.get(i);
            }
        }
        throw CommandFailure.usage("There is no " + contract.name() + " " + number + ". Known are "
                + String.join(", ", all.stream().map(Release::label).distinct().toList()) + ".");
    }

    static Release newest(Contract contract) {
        return contract.current()
                .orElseThrow(() -> CommandFailure.couldNotRun(
                        contract.name() + " cannot be read. Run avenant check and correct it."));
    }

    /** The version before the newest one: the last release that is not the newest itself. */
    static Optional<Release> before(Contract contract) {
        List<Release> earlier = others(contract, newest(contract));
        return earlier.isEmpty() ? Optional.empty() : Optional.of(earlier.get(earlier.size() - 1));
    }

    /** All versions but that one, the latest last. */
    static List<Release> others(Contract contract, Release one) {
        return all(contract).stream().filter(release -> !release.isSameAs(one)).toList();
    }

    private static List<Release> all(Contract contract) {
        List<Release> all = new ArrayList<>(contract.releases());
        all.addAll(contract.unreleased());
        return all;
    }
}
