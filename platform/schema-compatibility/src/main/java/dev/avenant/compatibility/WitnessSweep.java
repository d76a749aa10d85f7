package dev.avenant.compatibility;

import dev.avenant.compatibility.witness.Decoding;
import dev.avenant.compatibility.witness.ValueEquality;
import dev.avenant.compatibility.witness.Variants;
import dev.avenant.compatibility.witness.WitnessShrinker;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Verdict;
import dev.avenant.finding.Witness;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The fourth check: generated records, really encoded and decoded, that may show what no rule knows. */
final class WitnessSweep {
    private final Schema writer;
    private final Schema renamed;
    private final Schema reader;
    private final PendingFinding.Collected found;

    /**
     * @param renamed the writer's schema under the reader's names
     */
    WitnessSweep(Schema writer, Schema renamed, Schema reader, PendingFinding.Collected found) {
        this.writer = writer;
        this.renamed = renamed;
        this.reader = reader;
        this.found = found;
    }

    void run(long seed, SchemaPath root) {
        Decoding decoding = new Decoding(writer, reader);
        new Variants(writer, seed).forEach(record -> {
            Decoding.Outcome outcome = decoding.run(record);
            if (outcome != null && outcome.failed()) {
                fails(decoding, outcome, root);
                return false;
            }
            String difference = outcome == null ? null : difference(outcome);
            if (outcome != null && difference != null && found.worst() == Verdict.SAFE) {
                changes(decoding, outcome, difference, root);
            }
            return found.worst() != Verdict.BREAKS;
        });
    }

    private @Nullable String difference(Decoding.Outcome outcome) {
        return outcome.failed() ? null : ValueEquality.difference(writer, renamed, outcome.written(), outcome.read());
    }

    private void fails(Decoding decoding, Decoding.Outcome outcome, SchemaPath root) {
        Decoding.Outcome smallest = new WitnessShrinker(writer, decoding, Decoding.Outcome::failed).shrink(outcome);
        add(
                CompatibilityRule.WITNESS_FAILS,
                root,
                SchemaText.of("witness-fails", Objects.requireNonNull(smallest.said())),
                decoding,
                smallest);
    }

    private void changes(Decoding decoding, Decoding.Outcome outcome, String difference, SchemaPath root) {
        Decoding.Outcome smallest =
                new WitnessShrinker(writer, decoding, other -> difference.equals(difference(other))).shrink(outcome);
        add(CompatibilityRule.VALUE_CHANGED, root, SchemaText.of("value-changed", difference), decoding, smallest);
    }

    private void add(
            CompatibilityRule rule, SchemaPath root, Sentence message, Decoding decoding, Decoding.Outcome outcome) {
        Witness shown = decoding.witness(outcome, List.of(), List.of());
        found.add(new PendingFinding(rule, rule.effect(), root, message, null, List.of(), false, shown, List.of()));
    }
}
