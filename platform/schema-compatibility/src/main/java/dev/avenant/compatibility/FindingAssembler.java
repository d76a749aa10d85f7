package dev.avenant.compatibility;

import dev.avenant.compatibility.witness.Decoding;
import dev.avenant.compatibility.witness.OlderData;
import dev.avenant.compatibility.witness.WitnessRecords;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.finding.Verdict;
import dev.avenant.finding.Witness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        for (PendingFinding one : pending) {
            Finding finding = finding(one);
            if (one.effect() != Verdict.SAFE && ++witnesses <= MAX_WITNESSES) {
                if (decoding == null || records == null) {
                    decoding = new Decoding(writer.schema(), reader.schema());
                    records = new WitnessRecords(writer.schema());
                }
                finding = finding.toBuilder()
                        .witness(witness(one, decoding, records))
                        .build();
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
                .build();
    }

    /** As few items as make the decoder refuse the array. */
    private static @Nullable Witness fullArray(PendingFinding pending, Decoding decoding, WitnessRecords records) {
        for (int items = 1; items <= MAX_ITEMS; items = items < 8 ? items + 1 : items * 2) {
            Object record = records.withItems(pending.place().nearestRoute(), items);
            Decoding.Outcome outcome = record == null ? null : decoding.run(record);
            if (outcome != null && outcome.failed()) {
                return outcome.toWitness();
            }
        }
        return null;
    }

    private @Nullable Witness witness(PendingFinding pending, Decoding decoding, WitnessRecords records) {
        if (pending.shown() != null) {
            return pending.shown();
        }
        Witness older = pending.rule() == CompatibilityRule.DEFAULT_CHANGED ? olderData(pending.place()) : null;
        if (older != null) {
            return older;
        }
        if (pending.rule() == CompatibilityRule.ARRAY_ITEMS_GROW) {
            return fullArray(pending, decoding, records);
        }
        Object record = records.at(pending.place().nearestRoute(), pending.values());
        if (record == null) {
            return null;
        }
        if (pending.converting()) {
            Decoding.Outcome outcome = decoding.runConverting(record);
            return outcome == null ? null : outcome.toWitness();
        }
        Decoding.Outcome outcome = decoding.run(record);
        if (outcome != null && outcome.failed() && pending.effect() == Verdict.CORRUPTS) {
            // It fails for what another finding says; with other branches beside the route it may not.
            Object fuller = records.withoutNulls().at(pending.place().nearestRoute(), pending.values());
            Decoding.Outcome decoded = fuller == null ? null : decoding.run(fuller);
            outcome = decoded == null || decoded.failed() ? outcome : decoded;
        }
        return outcome == null ? null : decoding.inMeaning(outcome).toWitness();
    }

    /** A record from before the field whose default changed; null when it is not the default of a field. */
    private @Nullable Witness olderData(SchemaPath place) {
        String element = place.writerElement();
        int dot = element.lastIndexOf('.');
        SchemaPath record = place.parent();
        return dot < 0 || record == null
                ? null
                : OlderData.seenByBoth(
                        writer.schema(),
                        reader.schema(),
                        element.substring(0, dot),
                        element.substring(dot + 1),
                        record.nearestRoute());
    }
}
