package dev.avenant.console.registry;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.diff.Change;
import dev.avenant.compatibility.diff.SchemaDiff;
import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.console.ShownText;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two schemas, and what each compatibility level says to it.
 *
 * @param changes in the order of the newer schema
 * @param levels the verdict of each level without those that ask the same of all versions
 * @param backward what the newer makes of what was written with the older
 * @param forward what the older makes of what is written with the newer
 * @param invalid what in the newer schema Avro accepts and cannot work
 */
public record VersionDiff(
        List<ChangeView> changes,
        List<LevelVerdict> levels,
        FindingView.Direction backward,
        FindingView.Direction forward,
        List<FindingView> invalid) {

    private static final List<CompatibilityLevel> LEVELS =
            List.of(CompatibilityLevel.BACKWARD, CompatibilityLevel.FORWARD, CompatibilityLevel.FULL);

    public VersionDiff {
        changes = List.copyOf(changes);
        levels = List.copyOf(levels);
        invalid = List.copyOf(invalid);
    }

    /**
     * One thing that changed.
     *
     * @param kind {@code added}, {@code removed}, {@code renamed} and so on
     * @param before what it was; null for what is new
     * @param after what it is; null for what is gone
     */
    public record ChangeView(
            String kind,
            String path,
            @Nullable String before,
            @Nullable String after) {
        static ChangeView of(Change change) {
            return new ChangeView(
                    change.kind().name().toLowerCase(Locale.ROOT),
                    ShownText.line(change.path()),
                    ShownText.lineOrNull(change.before()),
                    ShownText.lineOrNull(change.after()));
        }
    }

    /**
     * What a level says.
     *
     * @param isSet whether it asks what the subject's own level asks
     */
    public record LevelVerdict(String level, Verdict verdict, boolean isSet) {}

    static VersionDiff between(ComparedSchema older, ComparedSchema newer, CompatibilityLevel level) {
        SchemaDiff diff = SchemaDiff.between(older, newer);
        Comparison comparison = FixFinder.withFixes(older, newer, diff.comparison(), DeclaredReaders.none());
        return new VersionDiff(
                diff.changes().stream().map(ChangeView::of).toList(),
                LEVELS.stream()
                        .map(asked ->
                                new LevelVerdict(asked.name(), comparison.verdict(asked), asksTheSame(asked, level)))
                        .toList(),
                FindingView.Direction.of(comparison.backward()),
                FindingView.Direction.of(comparison.forward()),
                FindingView.of(comparison.invalid()));
    }

    private static boolean asksTheSame(CompatibilityLevel one, CompatibilityLevel other) {
        return one.checksBackward() == other.checksBackward() && one.checksForward() == other.checksForward();
    }
}
