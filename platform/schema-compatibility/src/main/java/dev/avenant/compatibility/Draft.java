package dev.avenant.compatibility;

import dev.avenant.compatibility.witness.Witness;
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
record Draft(
        Rule rule,
        Verdict effect,
        Place place,
        String message,
        @Nullable String suggestion,
        List<Object> values,
        boolean converting,
        @Nullable Witness shown) {

    /** The drafts of one direction, and the worst of them. */
    static final class Collected {
        private final int max;
        private final List<Draft> drafts = new ArrayList<>();
        private Verdict worst = Verdict.SAFE;
        private int breaking;

        Collected(int max) {
            this.max = max;
        }

        void add(Draft draft) {
            worst = worst.worst(draft.effect());
            if (draft.effect() == Verdict.BREAKS) {
                breaking++;
            }
            if (drafts.size() < max) {
                drafts.add(draft);
            }
        }

        void add(Rule rule, Place place, String message, @Nullable String suggestion, List<Object> values) {
            add(new Draft(rule, rule.effect(), place, message, suggestion, values, false, null));
        }

        List<Draft> drafts() {
            return drafts;
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
