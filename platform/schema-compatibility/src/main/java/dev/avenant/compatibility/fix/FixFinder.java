package dev.avenant.compatibility.fix;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.SchemaValidity;
import dev.avenant.compatibility.fix.Faults.Side;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.edit.EditProposal;
import dev.avenant.edit.SchemaEdit;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Fix;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.finding.TextEdit;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaEditor;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import dev.avenant.text.Sentence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each finding the edit that mends it. Each proposal is applied to the text of the new schema and compared with
 * every earlier version in both directions; it is a fix when its finding is gone, nothing breaks or corrupts that did
 * not before, and every field of an earlier version that was read still is. Of several fixes the one counts that mends most in the directions of the level, and of those the first.
 *
 * <p>Only the new schema's own file is edited, not those of the types that it refers to. What the latest version had is
 * tried first. Where there are very many findings or versions, some go without: each place of the schema has a few trials.
 */
public final class FixFinder {
    private static final int MOST_COMPARISONS = 3_000;
    private static final int MOST_TRIALS_OF_A_PLACE = 8;
    private static final int MOST_FINDINGS = 100_000;
    private static final Pattern DECLARATION = Pattern.compile("\"type\"\\s*:\\s*\"(record|error|enum|fixed)\"");

    private final List<ComparedSchema> earlier;
    private final CompatibilityLevel level;
    private final ComparisonSettings settings;
    private final Predicate<Finding> wanted;
    private final @Nullable SchemaSource source;
    private final boolean editable;
    private final ReferencedSources references;
    private final Set<String> known = new HashSet<>();
    private final Faults before = new Faults();
    private final DroppedFields dropped = new DroppedFields();
    private final Set<String> written;
    private final Set<String> read;
    private final Map<List<SchemaEdit>, Optional<Trial>> tried = new HashMap<>();
    private final Map<Place, Mended> mended = new HashMap<>();
    private final Map<Place, Set<List<SchemaEdit>>> inVain = new HashMap<>();
    private int comparisons;

    /** An edit that makes nothing worse, and what is left after it. */
    private record Trial(List<TextEdit> edits, Faults left) {}

    /** What is found at one place of the new schema against several versions. */
    private record Place(String ruleId, Side side, @Nullable SourceLocation location) {}

    private record Mended(Fix fix, Trial trial) {}

    private FixFinder(
            ComparedSchema newest,
            List<ComparedSchema> earlier,
            List<Comparison> found,
            CompatibilityLevel level,
            DeclaredReaders readers,
            Map<String, SchemaSource> elsewhere,
            Predicate<Finding> wanted) {
        this.earlier = List.copyOf(earlier);
        this.level = level;
        this.wanted = wanted;
        this.settings = ComparisonSettings.BARE.withReaders(readers).withMaxFindings(MOST_FINDINGS);
        this.source = newest.sources().isEmpty()
                ? parsed("schema", newest.schema().toString()).orElse(null)
                : newest.sources().get(0);
        this.editable = !newest.sources().isEmpty() && newest.sources().get(0).isVerbatim();
        this.references = new ReferencedSources(
                newest.sources().isEmpty()
                        ? List.of()
                        : newest.sources().subList(1, newest.sources().size()),
                elsewhere);
        known.addAll(elsewhere.keySet());
        newest.sources().forEach(file -> known.addAll(file.definitions()));
        if (source != null) {
            known.addAll(source.definitions());
        }
        this.written = ReadFields.writtenBy(
                earlier.stream().map(ComparedSchema::schema).toList());
        this.read = ReadFields.of(newest.schema(), written);
        List<Finding> invalid = SchemaValidity.check(newest);
        before.addInvalid(invalid);
        for (int i = 0; i < found.size(); i++) {
            before.add(i, found.get(i));
            Comparison whole = whole(found.get(i), newest, i, invalid);
            before.add(i, whole);
            dropped.add(whole);
        }
    }

    /** With all that is found: what was left out would seem to be new where an edit ends something else. */
    private Comparison whole(Comparison found, ComparedSchema newest, int version, List<Finding> invalid) {
        boolean isWhole =
                Stream.of(found.backward(), found.forward()).noneMatch(ComparisonSettings.BARE::mayHaveLeftOut);
        return isWhole ? found : SchemaComparison.compare(earlier.get(version), newest, invalid, settings);
    }

    /** A comparison of two schemas with the fix of each finding in it. */
    public static Comparison withFixes(ComparedSchema older, ComparedSchema newer, Comparison found) {
        return withFixes(older, newer, found, DeclaredReaders.none());
    }

    /** The same for declared readers. */
    public static Comparison withFixes(
            ComparedSchema older, ComparedSchema newer, Comparison found, DeclaredReaders readers) {
        return withFixes(
                        newer,
                        List.of(older),
                        List.of(found),
                        CompatibilityLevel.NONE,
                        readers,
                        Map.of(),
                        finding -> true)
                .get(0);
    }

    /**
     * The comparisons of one schema with the fix of each finding that counts.
     *
     * @param earlier the versions that it was compared with
     * @param found what comparing it with each of them has found, in the same order
     * @param level which directions count, both for {@code NONE}; both are tried all the same
     * @param readers which Avro implementations read; those that the comparisons were made for
     * @param elsewhere the files of the types that the schema may refer to beside those it does, by their full names; a
     *     fix refers to such a type and does not define it a second time
     * @param wanted whether anybody will see a finding; no fix is tried for others
     */
    public static List<Comparison> withFixes(
            ComparedSchema newest,
            List<ComparedSchema> earlier,
            List<Comparison> found,
            CompatibilityLevel level,
            DeclaredReaders readers,
            Map<String, SchemaSource> elsewhere,
            Predicate<Finding> wanted) {
        if (!anyProposal(found, wanted)) {
            return found;
        }
        FixFinder finder = new FixFinder(newest, earlier, found, level, readers, elsewhere, wanted);
        Comparison[] fixed = new Comparison[found.size()];
        for (int i = fixed.length - 1; i >= 0; i--) {
            fixed[i] = finder.fixed(found.get(i));
        }
        return List.of(fixed);
    }

    /** Whether there is anything to try for what comparisons have found and somebody will see. */
    public static boolean anyProposal(List<Comparison> found, Predicate<Finding> wanted) {
        return found.stream()
                .flatMap(comparison -> Stream.of(
                        comparison.backward().findings(), comparison.forward().findings(), comparison.invalid()))
                .flatMap(List::stream)
                .anyMatch(
                        finding -> wanted.test(finding) && !finding.proposals().isEmpty());
    }

    /** What is wrong with a schema that has no earlier versions, each with its fix. */
    public static List<Finding> withFixes(ComparedSchema alone, List<Finding> found) {
        return new FixFinder(
                        alone,
                        List.of(),
                        List.of(),
                        CompatibilityLevel.NONE,
                        DeclaredReaders.none(),
                        Map.of(),
                        finding -> true)
                .fixed(found, Side.INVALID);
    }

    private Comparison fixed(Comparison found) {
        boolean all = level == CompatibilityLevel.NONE;
        return new Comparison(
                all || level.checksBackward() ? fixed(found.backward(), Side.BACKWARD) : found.backward(),
                all || level.checksForward() ? fixed(found.forward(), Side.FORWARD) : found.forward(),
                fixed(found.invalid(), Side.INVALID),
                found.invalidBefore(),
                found.seed());
    }

    private DirectionResult fixed(DirectionResult found, Side side) {
        return new DirectionResult(found.verdict(), fixed(found.findings(), side));
    }

    private List<Finding> fixed(List<Finding> findings, Side side) {
        return findings.stream()
                .map(finding -> wanted.test(finding)
                        ? finding.toBuilder()
                                .fix(fixOf(finding, side).orElse(null))
                                .build()
                        : finding)
                .toList();
    }

    private Optional<Fix> fixOf(Finding finding, Side side) {
        Place place = new Place(finding.ruleId(), side, finding.newLocation());
        Mended known = mended.get(place);
        if (known != null && mends(known.trial(), finding, side)) {
            return Optional.of(known.fix());
        }
        Set<List<SchemaEdit>> failed = inVain.computeIfAbsent(place, first -> new HashSet<>());
        if (failed.size() >= MOST_TRIALS_OF_A_PLACE) {
            return Optional.empty();
        }
        Optional<Mended> best = best(finding, side);
        best.ifPresentOrElse(
                found -> mended.putIfAbsent(place, found),
                () -> finding.proposals().forEach(proposal -> failed.add(proposal.edits())));
        return best.map(Mended::fix);
    }

    private boolean mends(Trial trial, Finding finding, Side side) {
        return !trial.left().hold(finding, side)
                && (finding.severity() != Severity.WARN || trial.left().noteNothingNew(before));
    }

    private Optional<Mended> best(Finding finding, Side side) {
        Optional<Mended> best = Optional.empty();
        long fewest = Long.MAX_VALUE;
        for (EditProposal proposal : finding.proposals()) {
            Optional<Trial> trial = tried.computeIfAbsent(proposal.edits(), this::trial);
            if (trial.isEmpty() || !mends(trial.get(), finding, side)) {
                continue;
            }
            long left = trial.get().left().count(level.checksBackward(), level.checksForward());
            if (left < fewest) {
                fewest = left;
                best = Optional.of(new Mended(fix(proposal, trial.get().edits()), trial.get()));
            }
        }
        return best;
    }

    private Optional<Trial> trial(List<SchemaEdit> edits) {
        if (source == null || comparisons + earlier.size() > MOST_COMPARISONS) {
            return Optional.empty();
        }
        return SchemaEditor.edits(source, known, edits).flatMap(this::trialOfText);
    }

    private Optional<Trial> trialOfText(List<TextEdit> edits) {
        Optional<ComparedSchema> candidate =
                parsed(source().file(), edited(edits)).flatMap(this::resolved);
        if (candidate.isEmpty()) {
            return Optional.empty();
        }
        Set<String> readNow = ReadFields.of(candidate.get().schema(), written);
        if (!readNow.containsAll(read)) {
            return Optional.empty();
        }
        Faults left = new Faults();
        List<Finding> invalid = SchemaValidity.check(candidate.get());
        left.addInvalid(invalid);
        for (int i = 0; i < earlier.size(); i++) {
            comparisons++;
            left.add(i, SchemaComparison.compare(earlier.get(i), candidate.get(), invalid, settings));
            if (!left.areAmong(before)) {
                return Optional.empty();
            }
        }
        return dropped.areHidden(left, readNow) ? Optional.empty() : Optional.of(new Trial(edits, left));
    }

    private String edited(List<TextEdit> edits) {
        return new Fix(Sentence.quoting(""), false, edits).appliedTo(source().text());
    }

    private SchemaSource source() {
        if (source == null) {
            throw new IllegalStateException("a schema without a text is not tried");
        }
        return source;
    }

    private Optional<ComparedSchema> resolved(SchemaSource edited) {
        try {
            return Optional.of(references.resolve(edited));
        } catch (SchemaSyntaxException | AvroRuntimeException unusable) {
            return Optional.empty();
        }
    }

    private static Optional<SchemaSource> parsed(String file, String text) {
        try {
            return Optional.of(SchemaSource.parse(file, text));
        } catch (SchemaSyntaxException unusable) {
            return Optional.empty();
        }
    }

    private Fix fix(EditProposal proposal, List<TextEdit> edits) {
        boolean keepsDeclarations = edits.stream()
                .noneMatch(edit -> DECLARATION
                        .matcher(source().text().substring(edit.from(), edit.to()))
                        .find());
        Fix fix = new Fix(proposal.sentence(), proposal.condition() == null && keepsDeclarations, edits);
        return editable ? fix : fix.withoutEdits();
    }
}
