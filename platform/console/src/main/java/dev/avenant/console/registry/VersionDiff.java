package dev.avenant.console.registry;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.diff.Change;
import dev.avenant.compatibility.diff.SchemaDiff;
import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.console.ShownText;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.text.Sentence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two schemas, and what each compatibility level says to it.
 *
 * @param changes in the order of the newer schema
 * @param levels the verdict of each level without those that ask the same of all versions
 * @param backward what the newer makes of what was written with the older
 * @param forward what the older makes of what is written with the newer
 * @param invalid what in the newer schema Avro accepts and cannot work
 * @param untried for how many of all that was found no way out was looked for, since the schema is large
 */
public record VersionDiff(
        List<ChangeView> changes,
        List<LevelVerdict> levels,
        FindingView.Direction backward,
        FindingView.Direction forward,
        List<FindingView> invalid,
        int untried) {

    private static final List<CompatibilityLevel> LEVELS =
            List.of(CompatibilityLevel.BACKWARD, CompatibilityLevel.FORWARD, CompatibilityLevel.FULL);

    /** For so many characters of schemas ways out are tried, each with both whole schemas: some seconds of a processor's time. */
    private static final long MOST_TRIED = 8_000_000;

    private static final int FEWEST_TRIED = 10;

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
        static ChangeView of(Change change, Locale language) {
            return new ChangeView(
                    change.kind().name().toLowerCase(Locale.ROOT),
                    ShownText.line(change.path()),
                    shown(change.was(), language),
                    shown(change.is(), language));
        }

        private static @Nullable String shown(@Nullable Sentence part, Locale language) {
            return part == null ? null : ShownText.line(part.in(language));
        }
    }

    /**
     * What a level says.
     *
     * @param isSet whether it asks what the subject's own level asks
     */
    public record LevelVerdict(String level, Verdict verdict, boolean isSet) {}

    /**
     * Compares.
     *
     * @param among how many comparisons are made for one answer, which share the time for what is tried
     * @param language of what is said
     */
    static VersionDiff between(
            ComparedSchema older, ComparedSchema newer, CompatibilityLevel level, int among, Locale language) {
        SchemaDiff diff = SchemaDiff.between(older, newer);
        List<Finding> mendable = mendable(diff.comparison());
        long length = (long) older.schema().toString().length()
                + newer.schema().toString().length();
        long most = Math.max(FEWEST_TRIED, MOST_TRIED / among / length);
        Set<Finding> tried = Collections.newSetFromMap(new IdentityHashMap<>());
        mendable.stream().limit(most).forEach(tried::add);
        Comparison comparison = FixFinder.withFixes(
                        newer,
                        List.of(older),
                        List.of(diff.comparison()),
                        CompatibilityLevel.NONE,
                        DeclaredReaders.none(),
                        Map.of(),
                        tried::contains)
                .get(0);
        return new VersionDiff(
                diff.changes().stream()
                        .map(change -> ChangeView.of(change, language))
                        .toList(),
                LEVELS.stream()
                        .map(asked ->
                                new LevelVerdict(asked.name(), comparison.verdict(asked), asksTheSame(asked, level)))
                        .toList(),
                FindingView.Direction.of(comparison.backward(), language),
                FindingView.Direction.of(comparison.forward(), language),
                FindingView.of(comparison.invalid(), language),
                mendable.size() - tried.size());
    }

    /** What there may be a way out of. */
    private static List<Finding> mendable(Comparison found) {
        return Stream.of(found.backward().findings(), found.forward().findings(), found.invalid())
                .flatMap(List::stream)
                .filter(finding -> !finding.proposals().isEmpty())
                .toList();
    }

    private static boolean asksTheSame(CompatibilityLevel one, CompatibilityLevel other) {
        return one.checksBackward() == other.checksBackward() && one.checksForward() == other.checksForward();
    }
}
