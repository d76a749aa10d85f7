package dev.avenant.compatibility;

import dev.avenant.compatibility.witness.Decoding;
import dev.avenant.compatibility.witness.WitnessRecords;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.finding.Verdict;
import dev.avenant.finding.Witness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes findings of those that are pending: puts in the places in the two files and the records that show them. */
final class FindingAssembler {
    private static final int MAX_WITNESSES = 50;
    private static final int MAX_ITEMS = 4_096;

    private final ComparedSchema writer;
    private final ComparedSchema reader;
    private final boolean writerIsOld;

    FindingAssembler(ComparedSchema writer, ComparedSchema reader, boolean writerIsOld) {
        this.writer = writer;
        this.reader = reader;
        this.writerIsOld = writerIsOld;
    }

    DirectionResult of(PendingFinding.Collected found) {
        List<PendingFinding> pending = new ArrayList<>(found.pending());
        pending.sort(Comparator.comparing(PendingFinding::effect).reversed());
        Decoding decoding = null;
        WitnessRecords records = null;
        List<Finding> findings = new ArrayList<>();
        int witnesses = 0;
        Set<String> told = new HashSet<>();
        for (PendingFinding one : pending) {
            Finding finding = finding(one);
            if (one.effect() != Verdict.SAFE && ++witnesses <= MAX_WITNESSES) {
                if (decoding == null || records == null) {
                    decoding = new Decoding(writer.schema(), reader.schema());
                    records = new WitnessRecords(writer.schema());
                }
                Witness witness = witness(one, decoding, records);
                boolean tellsMore = witness != null && told.add(witness.toString());
                finding =
                        finding.toBuilder().witness(tellsMore ? witness : null).build();
            }
            findings.add(finding);
        }
        return new DirectionResult(found.worst(), findings);
    }

    /** As {@link #of}, without encoding and decoding, for schemas that must not be decoded with. */
    DirectionResult withoutRecords(PendingFinding.Collected found) {
        return new DirectionResult(
                found.worst(), found.pending().stream().map(this::finding).toList());
    }

    private Finding finding(PendingFinding pending) {
        SchemaPath place = pending.place();
        SourceLocation written = writer.locationOf(place.writerElement());
        SourceLocation read = reader.locationOf(place.readerElement());
        return Finding.of(pending.rule(), pending.message())
                .severity(pending.effect() == Verdict.SAFE ? Severity.WARN : Severity.ERROR)
                .effect(pending.effect())
                .path(place.path())
                .at(writerIsOld ? written : read, writerIsOld ? read : written)
                .witness(pending.shown())
                .suggestion(pending.suggestion())
                .proposals(pending.proposals())
                .build();
    }

    /** As few items as make the decoder refuse the array. */
    private static Decoding.@Nullable Outcome fullArray(
            PendingFinding pending, Decoding decoding, WitnessRecords records) {
        for (int items = 1; items <= MAX_ITEMS; items = items < 8 ? items + 1 : items * 2) {
            Object record = records.withItems(pending.place().nearestRoute(), items);
            Decoding.Outcome outcome = record == null ? null : decoding.run(record);
            if (outcome != null && outcome.failed()) {
                return outcome;
            }
        }
        return null;
    }

    /** A record that shows the finding, and nothing else in its place; null when there is none. */
    private @Nullable Witness witness(PendingFinding pending, Decoding decoding, WitnessRecords records) {
        if (pending.shown() != null) {
            return pending.shown();
        }
        Decoding.Outcome outcome = outcome(pending, decoding, records);
        if (outcome == null || outcome.failed() != (pending.effect() == Verdict.BREAKS)) {
            return null;
        }
        if (outcome.failed() && !WitnessFailures.isOf(pending, writer.schema(), outcome)) {
            return null;
        }
        Witness witness = decoding.witness(
                outcome,
                pending.place().wayOfWriter(writer.schema()),
                pending.place().wayOfReader());
        return witness.written().equals(witness.read()) ? null : witness;
    }

    private static Decoding.@Nullable Outcome outcome(
            PendingFinding pending, Decoding decoding, WitnessRecords records) {
        if (pending.rule() == CompatibilityRule.DEFAULT_CHANGED) {
            // seen in data from before the field, which neither of the two schemas writes
            return null;
        }
        if (pending.rule() == CompatibilityRule.READER_REFUSES
                || pending.rule() == CompatibilityRule.READER_READS_OTHERWISE) {
            // seen with another Avro than the one that decodes here
            return null;
        }
        if (pending.rule() == CompatibilityRule.ARRAY_ITEMS_GROW) {
            return fullArray(pending, decoding, records);
        }
        Object record = records.at(pending.place().nearestRoute(), pending.values());
        if (record == null) {
            return null;
        }
        if (pending.converting()) {
            return decoding.runConverting(record);
        }
        Decoding.Outcome outcome = decoding.run(record);
        if (outcome != null && outcome.failed() && pending.effect() == Verdict.CORRUPTS) {
            // It fails for what another finding says; with other branches beside the route it may not.
            Object fuller = records.withoutNulls().at(pending.place().nearestRoute(), pending.values());
            return fuller == null ? null : decoding.run(fuller);
        }
        return outcome;
    }
}
