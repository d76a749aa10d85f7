package dev.avenant.compatibility;

import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Verdict;
import dev.avenant.finding.Witness;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding before its places and its record are known.
 *
 * @param values what the writer may write at the place to show it; empty for the smallest value
 * @param converting whether it shows only with logical types converted to Java classes
 * @param shown a record that shows it, when one is already at hand
 */
record PendingFinding(
        CompatibilityRule rule,
        Verdict effect,
        SchemaPath place,
        String message,
        @Nullable String suggestion,
        List<Object> values,
        boolean converting,
        @Nullable Witness shown) {

    /** The pending findings of one direction, and the worst of them. */
    static final class Collected {
        private final int max;
        private final List<PendingFinding> pending = new ArrayList<>();
        private Verdict worst = Verdict.SAFE;
        private int breaking;

        Collected(int max) {
            this.max = max;
        }

        void add(PendingFinding finding) {
            worst = worst.worst(finding.effect());
            if (finding.effect() == Verdict.BREAKS) {
                breaking++;
            }
            if (pending.size() < max) {
                pending.add(finding);
            }
        }

        void add(
                CompatibilityRule rule,
                SchemaPath place,
                String message,
                @Nullable String suggestion,
                List<Object> values) {
            add(new PendingFinding(rule, rule.effect(), place, message, suggestion, values, false, null));
        }

        List<PendingFinding> pending() {
            return pending;
        }

        Verdict worst() {
            return worst;
        }

        /** How many of them break. */
        int breaking() {
            return breaking;
        }
    }
}
