package dev.avenant.checks;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Compares two versions of a schema, in both directions. */
public final class SchemaComparison {
    private SchemaComparison() {}

    /** Compares two schemas of which no text is at hand, thoroughly. */
    public static Comparison compare(Schema older, Schema newer) {
        return compare(ComparedSchema.of(older), ComparedSchema.of(newer), ComparisonSettings.THOROUGH);
    }

    /** Compares two schemas; it always ends, and never throws for what a schema says. */
    public static Comparison compare(ComparedSchema older, ComparedSchema newer, ComparisonSettings settings) {
        return new Comparison(
                DirectionResult.of(direction(older.schema(), newer.schema())),
                DirectionResult.of(direction(newer.schema(), older.schema())),
                List.of(),
                settings.seed());
    }

    private static List<Finding> direction(Schema writer, Schema reader) {
        List<Finding> findings = new ArrayList<>();
        try {
            SchemaCompatibility.SchemaCompatibilityResult result = SchemaCompatibility.checkReaderWriterCompatibility(
                            reader, writer)
                    .getResult();
            if (result.getCompatibility() == SchemaCompatibilityType.INCOMPATIBLE) {
                for (Incompatibility incompatibility : result.getIncompatibilities()) {
                    findings.add(breaks(incompatibility.getLocation(), incompatibility.getMessage() + "."));
                }
            }
        } catch (AvroRuntimeException e) {
            findings.add(breaks("/", "Avro's own checker fails on this pair."));
        }
        return findings;
    }

    private static Finding breaks(String path, String message) {
        return Finding.of("avro-checker-refuses", Category.WIRE, Severity.ERROR, Verdict.BREAKS, path, message);
    }
}
