package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.DeepStack;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Finding;
import dev.avenant.text.SchemaText;
import java.util.List;
import org.apache.avro.Schema;

/** Compares two versions of a schema, in both directions. */
public final class SchemaComparison {
    private SchemaComparison() {}

    /** Compares two schemas of which no text is at hand, thoroughly. */
    public static Comparison compare(Schema older, Schema newer) {
        return compare(ComparedSchema.of(older), ComparedSchema.of(newer), ComparisonSettings.THOROUGH);
    }

    /** Compares two schemas; it always ends, and never throws for what a schema says. */
    public static Comparison compare(ComparedSchema older, ComparedSchema newer, ComparisonSettings settings) {
        return compare(older, newer, SchemaValidity.check(newer), settings);
    }

    /**
     * As {@link #compare(ComparedSchema, ComparedSchema, ComparisonSettings)}, for a schema that is compared with several.
     *
     * @param invalid what {@link SchemaValidity} finds in the newer schema
     */
    public static Comparison compare(
            ComparedSchema older, ComparedSchema newer, List<Finding> invalid, ComparisonSettings settings) {
        return DeepStack.run(
                older.schema(),
                newer.schema(),
                () -> new Comparison(
                        new DirectionCheck(older, newer, true, settings).run(),
                        new DirectionCheck(newer, older, false, settings).run(),
                        invalid,
                        settings.allWitnesses() ? invalidBefore(older) : List.of(),
                        settings.seed()),
                () -> tooDeep(invalid, settings));
    }

    /** What the newer schema makes of what was written with the older one. */
    public static DirectionResult backward(ComparedSchema older, ComparedSchema newer, ComparisonSettings settings) {
        return direction(older, newer, true, settings);
    }

    /** What the older schema makes of what was written with the newer one. */
    public static DirectionResult forward(ComparedSchema older, ComparedSchema newer, ComparisonSettings settings) {
        return direction(newer, older, false, settings);
    }

    private static DirectionResult direction(
            ComparedSchema writer, ComparedSchema reader, boolean writerIsOld, ComparisonSettings settings) {
        return DeepStack.run(
                writer.schema(),
                reader.schema(),
                () -> new DirectionCheck(writer, reader, writerIsOld, settings).run(),
                SchemaComparison::tooDeep);
    }

    private static List<Finding> invalidBefore(ComparedSchema older) {
        return new InvalidSchema(older)
                .findings().stream()
                        .map(finding -> finding.toBuilder()
                                .at(finding.newLocation(), null)
                                .build())
                        .toList();
    }

    /** What is invalid is still told: a default that Avro never gets to the end of looks like a schema without end. */
    private static Comparison tooDeep(List<Finding> invalid, ComparisonSettings settings) {
        return new Comparison(tooDeep(), tooDeep(), invalid, List.of(), settings.seed());
    }

    private static DirectionResult tooDeep() {
        return DirectionResult.of(List.of(Finding.of(CompatibilityRule.TOO_LARGE, SchemaText.of("too-large.deep"))
                .suggestion(SchemaText.of("too-large.deep.advice"))
                .build()));
    }
}
