package dev.avenant.compatibility.key;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.SchemaIdentity;
import dev.avenant.compatibility.diff.Change;
import dev.avenant.compatibility.diff.SchemaDiff;
import dev.avenant.compatibility.internal.DeepStack;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.SourceLocation;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares two versions of a key's schema. The id of the schema stands in the key's bytes, so whatever gives the schema
 * another id, a word in a doc included, gives the same key other bytes: it goes to another partition, compaction keeps
 * the old record beside the new one, and joins no longer meet.
 */
public final class KeyComparison {
    private KeyComparison() {}

    /** Compares as any two schemas are compared, and adds to both directions what gives the key other bytes. */
    public static Comparison compare(ComparedSchema older, ComparedSchema newer, ComparisonSettings settings) {
        Comparison data = SchemaComparison.compare(older, newer, settings);
        List<Finding> changes = changes(older, newer);
        return new Comparison(
                with(data.backward(), changes),
                with(data.forward(), changes),
                data.invalid(),
                data.invalidBefore(),
                data.seed());
    }

    /** What gives the key other bytes, one finding an edit; none when both versions are one schema to a registry. */
    public static List<Finding> changes(ComparedSchema older, ComparedSchema newer) {
        return DeepStack.run(
                older.schema(),
                newer.schema(),
                () -> SchemaIdentity.same(older.schema(), newer.schema()) ? List.of() : edits(older, newer),
                () -> List.of(finding("/", SchemaText.of("key-schema-changed.deep"), start(older), start(newer))));
    }

    private static List<Finding> edits(ComparedSchema older, ComparedSchema newer) {
        List<Finding> findings = new ArrayList<>();
        for (Change change : SchemaDiff.changes(older, newer)) {
            findings.add(finding(
                    change.path(),
                    Sentence.quoting(change.toString()),
                    change.oldLocation() == null ? start(older) : change.oldLocation(),
                    change.newLocation() == null ? start(newer) : change.newLocation()));
        }
        if (findings.isEmpty()) {
            findings.add(finding("/", SchemaText.of("key-schema-changed.spelling"), start(older), start(newer)));
        }
        return findings;
    }

    private static Finding finding(
            String path, Sentence change, @Nullable SourceLocation inOld, @Nullable SourceLocation inNew) {
        return Finding.of(CompatibilityRule.KEY_SCHEMA_CHANGED, SchemaText.of("key-schema-changed", change))
                .path(path)
                .at(inOld, inNew)
                .suggestion(SchemaText.of("key-schema-changed.advice"))
                .build();
    }

    private static @Nullable SourceLocation start(ComparedSchema schema) {
        return schema.sources().isEmpty() ? null : schema.sources().get(0).start();
    }

    private static DirectionResult with(DirectionResult data, List<Finding> changes) {
        List<Finding> all = new ArrayList<>(data.findings());
        all.addAll(changes);
        all.sort(Comparator.comparing(Finding::effect).reversed());
        return new DirectionResult(DirectionResult.of(changes).verdict().worst(data.verdict()), all);
    }
}
