package dev.avenant.contracts.gate;

import dev.avenant.contracts.tree.GateFinding;
import java.util.List;

/**
 * What the gate found.
 *
 * @param against what the current versions were compared with
 * @param contracts the folders of the events and types that were looked at
 * @param versions how many schema files
 * @param pairs how many pairs of schemas were compared
 * @param seed what the records in findings were made from
 * @param findings failures first and breaking ones before all, then by place
 * @param changes the contracts of which the current version is another one than the latest that it was compared with
 */
public record GateReport(
        String against,
        List<String> contracts,
        int versions,
        int pairs,
        long seed,
        List<GateFinding> findings,
        List<ProposedChange> changes) {
    public GateReport {
        contracts = List.copyOf(contracts);
        findings = List.copyOf(findings);
        changes = List.copyOf(changes);
    }

    /** The report of schemas of which nothing says under which subjects they are registered. */
    public GateReport(
            String against, List<String> contracts, int versions, int pairs, long seed, List<GateFinding> findings) {
        this(against, contracts, versions, pairs, seed, findings, List.of());
    }

    /** Whether the contracts may not go on like this. */
    public boolean failed() {
        return findings.stream().anyMatch(GateFinding::isFailure);
    }

    /** How many findings fail the check. */
    public int errors() {
        return (int) findings.stream().filter(GateFinding::isFailure).count();
    }

    /** How many findings are only shown. */
    public int warnings() {
        return (int) findings.stream()
                .filter(finding -> !finding.isFailure() && finding.waiver().isEmpty())
                .count();
    }

    /** How many findings are accepted for a time. */
    public int waived() {
        return (int) findings.stream()
                .filter(finding -> finding.waiver().isPresent())
                .count();
    }
}
