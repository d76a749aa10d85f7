package dev.avenant.contracts.gate;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.Waiver;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Rule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Applies the waivers, and reports those that have expired or that nothing needs any more. */
final class Waivers {
    private final List<Waiver> waivers;
    private final LocalDate today;

    Waivers(List<Waiver> waivers, LocalDate today) {
        this.waivers = waivers;
        this.today = today;
    }

    List<GateFinding> apply(Collection<GateFinding> findings) {
        Set<Waiver> used = new HashSet<>();
        List<GateFinding> all = new ArrayList<>();
        for (GateFinding finding : findings) {
            GateFinding judged = finding;
            for (Waiver waiver : waivers) {
                if (waiver.covers(finding.ruleId(), finding.path())) {
                    used.add(waiver);
                    judged = waiver.isExpiredOn(today) ? judged : judged.waivedBy(waiver);
                }
            }
            all.add(judged);
        }
        for (Waiver waiver : waivers) {
            if (waiver.isExpiredOn(today)) {
                all.add(about(
                        waiver,
                        ContractRule.WAIVER_EXPIRED,
                        "the waiver of " + waiver.rule() + " for " + waiver.path() + " expired on " + waiver.expires()
                                + ".",
                        used.contains(waiver)
                                ? "Correct what it was about, or have " + waiver.owner() + " set a later day."
                                : "Remove it: it matches no finding any more."));
            } else if (!used.contains(waiver)) {
                all.add(about(
                        waiver,
                        ContractRule.WAIVER_STALE,
                        "the waiver of " + waiver.rule() + " for " + waiver.path()
                                + (Rule.named(waiver.rule()).isPresent()
                                        ? " matches no finding."
                                        : " names a rule that does not exist."),
                        Rule.named(waiver.rule()).isPresent()
                                ? "Remove it."
                                : "Correct the rule; every finding shows its rule behind its place."));
            }
        }
        return all;
    }

    private static GateFinding about(Waiver waiver, ContractRule rule, String message, String fix) {
        Finding finding = Finding.of(rule, message)
                .path(waiver.path())
                .at(null, waiver.location())
                .suggestion(fix)
                .build();
        return GateFinding.of(finding, ContractsConfig.FILE);
    }
}
