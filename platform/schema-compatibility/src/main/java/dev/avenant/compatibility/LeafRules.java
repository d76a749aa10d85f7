package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.compatibility.readers.ChangeKind;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Verdict;
import dev.avenant.text.SchemaText;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Rules for the values that have no parts: promotions and logical types. */
final class LeafRules {
    private static final Object NO_TEXT = ByteBuffer.wrap(new byte[] {(byte) 0xFF, (byte) 0xFE});

    private final PendingFinding.Collected found;
    private final Remedies remedies;

    LeafRules(PendingFinding.Collected found, Remedies remedies) {
        this.found = found;
        this.remedies = remedies;
    }

    /** A writer and a reader of different types, neither of them a union. */
    void promotion(Schema writer, Schema reader, SchemaPath place) {
        if (!Resolver.Promote.isValid(writer, reader)) {
            found.add(
                    CompatibilityRule.TYPE_CHANGED,
                    place,
                    SchemaText.of("type-changed", SchemaDisplay.type(writer), SchemaDisplay.type(reader)),
                    null,
                    List.of(),
                    remedies.typeAsBefore(place));
            return;
        }
        found.notice(ChangeKind.promotion(writer.getType(), reader.getType()), place);
        if (logicalTypes(writer, reader, place)) {
            return;
        }
        Schema.Type from = writer.getType();
        Schema.Type to = reader.getType();
        if (from == Schema.Type.BYTES && to == Schema.Type.STRING) {
            found.add(
                    CompatibilityRule.BYTES_READ_AS_TEXT,
                    place,
                    SchemaText.of("bytes-read-as-text"),
                    null,
                    List.of(NO_TEXT),
                    remedies.typeAsBefore(place));
        } else if ((from == Schema.Type.LONG && to != Schema.Type.LONG)
                || (from == Schema.Type.INT && to == Schema.Type.FLOAT)) {
            int digits = to == Schema.Type.FLOAT ? 24 : 53;
            found.add(
                    CompatibilityRule.NUMBER_LOSES_PRECISION,
                    place,
                    SchemaText.of("number-loses-precision", from.getName(), to.getName(), digits),
                    null,
                    List.of(from == Schema.Type.INT ? (Object) 16_777_217 : (Object) 9_007_199_254_740_993L),
                    remedies.typeAsBefore(place));
        }
    }

    /**
     * The logical types of a pair that is wire-compatible.
     *
     * @return whether something was found
     */
    boolean logicalTypes(Schema writer, Schema reader, SchemaPath place) {
        LogicalType from = writer.getLogicalType();
        LogicalType to = reader.getLogicalType();
        String fromName = from == null ? "" : from.getName();
        String toName = to == null ? "" : to.getName();
        if (fromName.equals(toName)) {
            return sameName(from, to, place);
        }
        if (toName.equals("uuid") && reader.getType() == Schema.Type.STRING) {
            found.add(new PendingFinding(
                    CompatibilityRule.TEXT_READ_AS_UUID,
                    Verdict.BREAKS,
                    place,
                    SchemaText.of("text-read-as-uuid", SchemaDisplay.type(writer)),
                    null,
                    writer.getType() == Schema.Type.STRING
                            ? List.of("not-a-uuid")
                            : List.of(ByteBuffer.wrap(new byte[] {'x'})),
                    true,
                    null,
                    remedies.typeAsBefore(place)));
            return true;
        }
        if (toName.equals("big-decimal")) {
            found.add(new PendingFinding(
                    CompatibilityRule.BYTES_READ_AS_BIG_DECIMAL,
                    Verdict.BREAKS,
                    place,
                    SchemaText.of("bytes-read-as-big-decimal", SchemaDisplay.type(writer)),
                    null,
                    writer.getType() == Schema.Type.STRING ? List.of("") : List.of(ByteBuffer.wrap(new byte[0])),
                    true,
                    null,
                    remedies.typeAsBefore(place)));
            return true;
        }
        if (fromName.equals("uuid") && to == null && writer.getType() == Schema.Type.STRING) {
            return false;
        }
        boolean longs = writer.getType() == Schema.Type.LONG && reader.getType() == Schema.Type.LONG;
        if (longs && ((from == null && isTimestamp(toName)) || (to == null && isTimestamp(fromName)))) {
            found.add(
                    CompatibilityRule.TIME_MEANING_STATED,
                    place,
                    SchemaText.of("time-meaning-stated", SchemaDisplay.type(writer), SchemaDisplay.type(reader)),
                    SchemaText.of("time-meaning-stated.advice", to == null ? fromName : toName),
                    List.of());
            return true;
        }
        if (toName.equals("uuid") && reader.getType() == Schema.Type.FIXED) {
            found.notice(ChangeKind.FIXED_READ_AS_UUID, place);
        }
        found.add(
                CompatibilityRule.LOGICAL_TYPE_CHANGED,
                place,
                SchemaText.of("logical-type-changed", SchemaDisplay.type(writer), SchemaDisplay.type(reader)),
                null,
                sample(writer),
                remedies.typeAsBefore(place));
        return true;
    }

    private boolean sameName(@Nullable LogicalType from, @Nullable LogicalType to, SchemaPath place) {
        if (Objects.equals(from, to)
                || !(from instanceof LogicalTypes.Decimal before)
                || !(to instanceof LogicalTypes.Decimal after)) {
            return false;
        }
        if (before.getScale() == after.getScale()) {
            if (after.getPrecision() < before.getPrecision()) {
                found.add(
                        CompatibilityRule.DECIMAL_PRECISION_SHRINKS,
                        place,
                        SchemaText.of(
                                "decimal-precision-shrinks",
                                SchemaDisplay.logical(from),
                                SchemaDisplay.logical(to),
                                String.valueOf(after.getPrecision())),
                        null,
                        List.of(),
                        remedies.typeAsBefore(place));
            }
            return false;
        }
        found.add(
                CompatibilityRule.DECIMAL_CHANGED,
                place,
                SchemaText.of("decimal-changed", SchemaDisplay.logical(from), SchemaDisplay.logical(to)),
                null,
                List.of(),
                remedies.typeAsBefore(place));
        return true;
    }

    private static boolean isTimestamp(String logicalType) {
        return logicalType.startsWith("timestamp-") || logicalType.startsWith("local-timestamp-");
    }

    private static List<Object> sample(Schema writer) {
        return switch (writer.getType()) {
            case LONG -> List.of(1_700_000_000_000L);
            case INT -> List.of(19_675);
            default -> List.of();
        };
    }
}
