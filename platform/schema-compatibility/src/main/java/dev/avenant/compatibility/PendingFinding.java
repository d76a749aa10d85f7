package dev.avenant.compatibility;

import dev.avenant.compatibility.readers.ChangeKind;
import dev.avenant.edit.EditProposal;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Verdict;
import dev.avenant.finding.Witness;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding before its places and its record are known.
 *
 * @param values what the writer may write at the place to show it; empty for the smallest value
 * @param converting whether it shows only with logical types converted to Java classes
 * @param shown a record that shows it, when one is already at hand
 * @param proposals edits of the new schema that may mend it
 */
record PendingFinding(
        CompatibilityRule rule,
        Verdict effect,
        SchemaPath place,
        Sentence message,
        @Nullable Sentence suggestion,
        List<Object> values,
        boolean converting,
        @Nullable Witness shown,
        List<EditProposal> proposals) {

    /** A kind of change and where it is. */
    record Notice(ChangeKind kind, SchemaPath place) {}

    /** The same with another message. */
    PendingFinding saying(Sentence other) {
        return new PendingFinding(rule, effect, place, other, suggestion, values, converting, shown, proposals);
    }

    /** The pending findings of one direction, and the worst of them. */
    static final class Collected {
        private final int max;
        private final List<PendingFinding> pending = new ArrayList<>();
        private Verdict worst = Verdict.SAFE;
        private final boolean noticing;
        private final List<Notice> notices = new ArrayList<>();
        private int breaking;

        /** Takes notices too when there are readers that they are for. */
        Collected(int max, boolean noticing) {
            this.max = max;
            this.noticing = noticing;
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
                Sentence message,
                @Nullable Sentence suggestion,
                List<Object> values) {
            add(rule, place, message, suggestion, values, List.of());
        }

        void add(
                CompatibilityRule rule,
                SchemaPath place,
                Sentence message,
                @Nullable Sentence suggestion,
                List<Object> values,
                List<EditProposal> proposals) {
            add(new PendingFinding(rule, rule.effect(), place, message, suggestion, values, false, null, proposals));
        }

        /** Says that the pair has a kind of change at a place, for the readers that may mind it. */
        void notice(ChangeKind kind, SchemaPath place) {
            if (noticing) {
                notices.add(new Notice(kind, place));
            }
        }

        List<Notice> notices() {
            return notices;
        }

        List<PendingFinding> pending() {
            return pending;
        }

        /** The verdict is that bad at least, whatever else is found. */
        void atLeast(Verdict verdict) {
            worst = worst.worst(verdict);
        }

        /** Whether there may be findings that were not kept. */
        boolean isFull() {
            return pending.size() >= max;
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
