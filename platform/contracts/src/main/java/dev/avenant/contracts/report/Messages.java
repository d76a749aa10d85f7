package dev.avenant.contracts.report;

import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.text.Printable;

/** A finding in one paragraph, for tools that show a message beside a line. */
final class Messages {
    private Messages() {}

    static String full(GateFinding finding) {
        StringBuilder text = new StringBuilder(Printable.line(finding.message()));
        finding.direction()
                .ifPresent(direction -> text.append(' ')
                        .append(finding.effect())
                        .append(' ')
                        .append(direction.label())
                        .append(" against ")
                        .append(VersionRanges.of(finding.against()))
                        .append('.'));
        finding.witness()
                .ifPresent(witness -> text.append(" Wrote ")
                        .append(Printable.line(witness.written()))
                        .append(
                                witness.failure() == null
                                        ? ", read " + Printable.line(String.valueOf(witness.read()))
                                        : ", reading fails: " + Printable.line(witness.failure()))
                        .append('.'));
        if (!finding.breaks().isEmpty()) {
            text.append(" Breaks ").append(String.join(", ", finding.breaks())).append('.');
        }
        finding.fix().ifPresent(fix -> text.append(" Fix: ").append(Printable.line(fix)));
        return text.toString();
    }
}
