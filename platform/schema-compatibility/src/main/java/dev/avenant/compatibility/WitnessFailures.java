package dev.avenant.compatibility;

import dev.avenant.compatibility.witness.Decoding;
import dev.avenant.compatibility.witness.Step;
import java.util.List;
import org.apache.avro.Schema;

/** Tells by Avro's message whether decoding failed for what a finding says, or for something else in the same record. */
final class WitnessFailures {
    private static final String MISSING_FIELD = "missing required field ";
    private static final String UNKNOWN_SYMBOL = "No match for ";
    private static final String OTHER_TYPE = "Found ";
    private static final String NO_BRANCH = ", expecting union[";

    private WitnessFailures() {}

    static boolean isOf(PendingFinding pending, Schema writer, Decoding.Outcome outcome) {
        String failure = String.valueOf(outcome.failure());
        return switch (pending.rule()) {
            case FIELD_WITHOUT_DEFAULT ->
                isMissing(pending, failure)
                        // a branch of a union that lacks a field is none that fits
                        || failure.contains(
                                OTHER_TYPE + end(pending.place(), writer).getFullName() + NO_BRANCH);
            case ALIAS_COLLIDES ->
                isMissing(pending, failure) || !(failure.contains(MISSING_FIELD) || failure.contains(UNKNOWN_SYMBOL));
            case ENUM_SYMBOL_UNKNOWN ->
                failure.contains(UNKNOWN_SYMBOL + pending.values().get(0));
            case TYPE_CHANGED, NAME_CHANGED, FIXED_SIZE_CHANGED, UNION_BRANCH_MISSING ->
                failure.contains(OTHER_TYPE + end(pending.place(), writer).getFullName() + ", expecting ")
                        && !failure.contains(MISSING_FIELD);
            default -> !failure.contains(MISSING_FIELD) && !failure.contains(UNKNOWN_SYMBOL);
        };
    }

    /** Whether the reader misses the field that the finding is about. */
    private static boolean isMissing(PendingFinding pending, String failure) {
        List<String> way = pending.place().wayOfReader();
        return !way.isEmpty() && failure.endsWith(MISSING_FIELD + way.get(way.size() - 1));
    }

    /** The writer's type at the end of the way. */
    private static Schema end(SchemaPath place, Schema writer) {
        Schema schema = writer;
        for (Step step : place.nearestRoute()) {
            schema = step.into(schema);
        }
        return schema;
    }
}
