package dev.avenant.compatibility;

import dev.avenant.compatibility.witness.Decoding;
import dev.avenant.compatibility.witness.OlderData;
import dev.avenant.compatibility.witness.Witness;
import dev.avenant.compatibility.witness.WitnessRecords;
import dev.avenant.schema.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes findings of drafts: puts in the places in the two files and the records that show them. */
final class Findings {
    private static final int MAX_WITNESSES = 50;
    private static final int MAX_ITEMS = 4_096;

    private final ComparedSchema writer;
    private final ComparedSchema reader;
    private final boolean writerIsOld;

    Findings(ComparedSchema writer, ComparedSchema reader, boolean writerIsOld) {
        this.writer = writer;
        this.reader = reader;
        this.writerIsOld = writerIsOld;
    }

    DirectionResult of(Draft.Collected found) {
        List<Draft> drafts = new ArrayList<>(found.drafts());
        drafts.sort(Comparator.comparing(Draft::effect).reversed());
        Decoding decoding = null;
        WitnessRecords records = null;
        List<Finding> findings = new ArrayList<>();
        int witnesses = 0;
        for (Draft draft : drafts) {
            Finding finding = finding(draft);
            if (draft.effect() != Verdict.SAFE && ++witnesses <= MAX_WITNESSES) {
                if (decoding == null || records == null) {
                    decoding = new Decoding(writer.schema(), reader.schema());
                    records = new WitnessRecords(writer.schema());
                }
                finding = finding.shownBy(witness(draft, decoding, records));
            }
            findings.add(finding);
        }
        return new DirectionResult(found.worst(), findings);
    }

    /** As {@link #of}, without encoding and decoding, for schemas that must not be decoded with. */
    DirectionResult withoutRecords(Draft.Collected found) {
        return new DirectionResult(
                found.worst(), found.drafts().stream().map(this::finding).toList());
    }

    private Finding finding(Draft draft) {
        Place place = draft.place();
        SourceLocation written = writer.locationOf(place.writerElement());
        SourceLocation read = reader.locationOf(place.readerElement());
        return new Finding(
                draft.rule().id(),
                draft.rule().category(),
                draft.effect() == Verdict.SAFE ? Severity.WARN : Severity.ERROR,
                draft.effect(),
                place.path(),
                writerIsOld ? written : read,
                writerIsOld ? read : written,
                draft.message(),
                draft.shown(),
                draft.suggestion());
    }

    /** As few items as make the decoder refuse the array. */
    private static @Nullable Witness fullArray(Draft draft, Decoding decoding, WitnessRecords records) {
        for (int items = 1; items <= MAX_ITEMS; items = items < 8 ? items + 1 : items * 2) {
            Object record = records.withItems(draft.place().nearestRoute(), items);
            Decoding.Outcome outcome = record == null ? null : decoding.run(record);
            if (outcome != null && outcome.failed()) {
                return outcome.toWitness();
            }
        }
        return null;
    }

    private @Nullable Witness witness(Draft draft, Decoding decoding, WitnessRecords records) {
        if (draft.shown() != null) {
            return draft.shown();
        }
        Witness older = draft.rule() == Rule.DEFAULT_CHANGED ? olderData(draft.place()) : null;
        if (older != null) {
            return older;
        }
        if (draft.rule() == Rule.ARRAY_ITEMS_GROW) {
            return fullArray(draft, decoding, records);
        }
        Object record = records.at(draft.place().nearestRoute(), draft.values());
        if (record == null) {
            return null;
        }
        if (draft.converting()) {
            Decoding.Outcome outcome = decoding.runConverting(record);
            return outcome == null ? null : outcome.toWitness();
        }
        Decoding.Outcome outcome = decoding.run(record);
        if (outcome != null && outcome.failed() && draft.effect() == Verdict.CORRUPTS) {
            // It fails for what another finding says; with other branches beside the route it may not.
            Object fuller = records.withoutNulls().at(draft.place().nearestRoute(), draft.values());
            Decoding.Outcome decoded = fuller == null ? null : decoding.run(fuller);
            outcome = decoded == null || decoded.failed() ? outcome : decoded;
        }
        return outcome == null ? null : decoding.inMeaning(outcome).toWitness();
    }

    /** A record from before the field whose default changed; null when it is not the default of a field. */
    private @Nullable Witness olderData(Place place) {
        String element = place.writerElement();
        int dot = element.lastIndexOf('.');
        Place record = place.parent();
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
