package dev.avenant.contracts;

import dev.avenant.compatibility.Category;
import dev.avenant.compatibility.Severity;
import dev.avenant.compatibility.Verdict;
import dev.avenant.compatibility.witness.Witness;
import dev.avenant.schema.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * One thing that the gate has to say.
 *
 * @param ruleId the rule, in kebab-case
 * @param severity how much it weighs here, after {@code contracts.yaml}; never OFF
 * @param effect what it does to data; {@link Verdict#SAFE} for what is no matter of compatibility
 * @param contract the folder of the event or type, such as {@code user-events/UserCreated}
 * @param path what a waiver names, such as {@code user-events/UserCreated/email}
 * @param location where it stands, in the newest version where it is there
 * @param oldLocation where it stood in the version that it was held against
 * @param message one sentence with its full stop
 * @param fix what to do, one sentence with its full stop; empty when there is nothing to suggest
 * @param direction backward or forward; empty for what is found in one version
 * @param against the versions it was held against, such as {@code v1, v2}
 * @param witness the smallest record that shows it
 * @param breaks the services that it hits
 * @param waiver the waiver that accepts it
 */
public record GateFinding(
        String ruleId,
        Category category,
        Severity severity,
        Verdict effect,
        String contract,
        String path,
        SourceLocation location,
        Optional<SourceLocation> oldLocation,
        String message,
        Optional<String> fix,
        Optional<Direction> direction,
        List<String> against,
        Optional<Witness> witness,
        List<String> breaks,
        Optional<Waiver> waiver) {
    /** Who reads what. */
    public enum Direction {
        /** The new version reads what an earlier one wrote. */
        BACKWARD("backward"),
        /** An earlier version reads what the new one writes. */
        FORWARD("forward");

        private final String label;

        Direction(String label) {
            this.label = label;
        }

        /** The word in reports. */
        public String label() {
            return label;
        }
    }

    public GateFinding {
        against = List.copyOf(against);
        breaks = List.copyOf(breaks);
    }

    /** Whether it fails the check. */
    public boolean isFailure() {
        return severity == Severity.ERROR && waiver.isEmpty();
    }

    GateFinding waivedBy(Waiver accepted) {
        return with(against, Optional.of(accepted));
    }

    GateFinding against(List<String> versions) {
        return with(versions, waiver);
    }

    private GateFinding with(List<String> versions, Optional<Waiver> accepted) {
        return new GateFinding(
                ruleId,
                category,
                severity,
                effect,
                contract,
                path,
                location,
                oldLocation,
                message,
                fix,
                direction,
                versions,
                witness,
                breaks,
                accepted);
    }
}
