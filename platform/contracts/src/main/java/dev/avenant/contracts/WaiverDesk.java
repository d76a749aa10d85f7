package dev.avenant.contracts;

import dev.avenant.compatibility.Category;
import dev.avenant.compatibility.Severity;
import dev.avenant.compatibility.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Applies the waivers, and reports those that have expired or that nothing needs any more. */
final class WaiverDesk {
    private final List<Waiver> waivers;
    private final LocalDate today;

    WaiverDesk(List<Waiver> waivers, LocalDate today) {
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
                        "waiver-expired",
                        Severity.ERROR,
                        "the waiver of " + waiver.rule() + " for " + waiver.path() + " expired on " + waiver.expires()
                                + ".",
                        used.contains(waiver)
                                ? "Correct what it was about, or have " + waiver.owner() + " set a later day."
                                : "Remove it: nothing needs it any more."));
            } else if (!used.contains(waiver)) {
                all.add(about(
                        waiver,
                        "waiver-stale",
                        Severity.WARN,
                        "the waiver of " + waiver.rule() + " for " + waiver.path()
                                + (RuleIds.isKnown(waiver.rule())
                                        ? " accepts nothing that is found."
                                        : " names a rule that there is not."),
                        RuleIds.isKnown(waiver.rule())
                                ? "Remove it."
                                : "Correct the rule: a finding has its rule in brackets."));
            }
        }
        return all;
    }

    private static GateFinding about(Waiver waiver, String rule, Severity severity, String message, String fix) {
        return new GateFinding(
                rule,
                Category.SEMANTIC,
                severity,
                Verdict.SAFE,
                Contracts.FILE,
                waiver.path(),
                waiver.location(),
                Optional.empty(),
                message,
                Optional.of(fix),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
