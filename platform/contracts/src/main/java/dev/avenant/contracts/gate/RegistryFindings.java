package dev.avenant.contracts.gate;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.registry.SubjectSearch;
import dev.avenant.contracts.registry.SubjectSearch.Misplaced;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.text.Counted;
import java.util.ArrayList;
import java.util.List;

/** What a report says of contracts that a registry does not have under their subjects. */
final class RegistryFindings {
    private static final int MOST_NAMES = 10;

    private final String label;
    private final SourceLocation place;
    private final SubjectSearch search;
    private final List<GateFinding> findings = new ArrayList<>();

    RegistryFindings(String label, ContractTree tree, SubjectSearch search) {
        this.label = label;
        this.place = SourceLocation.startOf(tree.files().shown(ContractsConfig.FILE));
        this.search = search;
    }

    List<GateFinding> all() {
        if (!search.misplaced().isEmpty()) {
            misplaced();
        }
        if (!search.absent().isEmpty()) {
            absent();
        }
        return findings;
    }

    private void misplaced() {
        List<String> places = search.misplaced().stream().map(Misplaced::place).toList();
        add(
                ContractRule.SUBJECT_DIFFERS,
                search.isNothingFound() ? Severity.ERROR : Severity.WARN,
                "expected " + schemas(places.size()) + " under other subjects in " + label + ": " + names(places, "; "),
                search.setting().toString());
    }

    private void absent() {
        List<String> absent = search.absent().stream().map(Contract::fullName).toList();
        boolean nothingElse = search.found().isEmpty() && search.misplaced().isEmpty();
        if (search.isRegistryEmpty()) {
            add(
                    ContractRule.NOT_REGISTERED,
                    Severity.WARN,
                    label + " has no Avro schemas yet, so nothing was compared",
                    "Register them with avenant push");
        } else if (nothingElse) {
            add(
                    ContractRule.NOTHING_COMPARED,
                    Severity.ERROR,
                    "expected " + schemas(absent.size()) + " in " + label + " but found none of their names ("
                            + names(absent, ", ") + "); it has " + String.join(", ", search.examples())
                            + (search.examples().size() > 1 ? " and perhaps more" : ""),
                    "Correct the URL; when all of them are new there, register them first with avenant push");
        } else {
            add(
                    ContractRule.NOT_REGISTERED,
                    Severity.WARN,
                    names(absent, ", ") + (absent.size() == 1 ? " is" : " are") + " new to " + label
                            + ", under whatever subject, and compared with nothing",
                    "Register what was released with avenant push");
        }
    }

    private static String schemas(int count) {
        return Counted.of(count, "schema");
    }

    private static String names(List<String> names, String separator) {
        int more = names.size() - MOST_NAMES;
        return String.join(separator, names.subList(0, Math.min(MOST_NAMES, names.size())))
                + (more > 0 ? separator + "and " + more + " more" : "");
    }

    private void add(ContractRule rule, Severity severity, String message, String fix) {
        Finding finding = Finding.of(rule, message + ".")
                .severity(severity)
                .path(ContractsConfig.FILE)
                .at(null, place)
                .suggestion(fix + ".")
                .build();
        findings.add(GateFinding.of(finding, ContractsConfig.FILE));
    }
}
