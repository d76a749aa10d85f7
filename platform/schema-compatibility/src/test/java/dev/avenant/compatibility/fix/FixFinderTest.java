package dev.avenant.compatibility.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Fix;
import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class FixFinderTest {
    private static final String ID = "{'name': 'id', 'type': 'int'}";

    @Test
    void aliasesEachFieldToTheOneThatItWas() {
        // Given
        String older = "{'name': 'MOIDDeltaV', 'type': 'double', 'default': 0},"
                + " {'name': 'MOIDTrueAnomaly', 'type': 'double', 'default': 0}";
        String newer = "{'name': 'MOIDEarthTrueAnomaly', 'type': 'double', 'default': 0},"
                + " {'name': 'MOIDEarthDeltaV', 'type': 'double', 'default': 0}";

        // Then
        assertThat(sentences(CompatibilityLevel.BACKWARD, newer, older))
                .containsExactly(
                        "Give MOIDEarthTrueAnomaly \"aliases\": [\"MOIDTrueAnomaly\"], if MOIDEarthTrueAnomaly is the"
                                + " former MOIDTrueAnomaly.",
                        "Give MOIDEarthDeltaV \"aliases\": [\"MOIDDeltaV\"], if MOIDEarthDeltaV is the former"
                                + " MOIDDeltaV.");
    }

    @Test
    void endsNoFindingWhoseValueStaysDropped() {
        // Given
        String older = ID + ", {'name': 'firstName', 'type': 'string', 'default': ''},"
                + " {'name': 'note', 'type': 'string', 'default': ''}";
        String newer = ID + ", {'name': 'first_name', 'type': 'string', 'default': ''},"
                + " {'name': 'colour', 'type': 'string', 'default': ''}";

        // Then the old field beside the new one, after which nothing would be said of note, is none
        assertThat(sentences(CompatibilityLevel.BACKWARD, newer, older))
                .containsExactly("Give first_name \"aliases\": [\"firstName\"].", "Keep the field note of R.");
    }

    @Test
    void mendsOneOfMoreFindingsThanAComparisonKeeps() {
        // Given 1,100 fields without a default
        String newer = ID
                + IntStream.range(0, 1_100)
                        .mapToObj(number -> ", {'name': 'f" + number + "', 'type': 'int'}")
                        .collect(Collectors.joining());
        ComparedSchema older = read(record(ID));
        ComparedSchema newest = read(record(newer));

        // When fixes of the first two are looked for
        Comparison found = SchemaComparison.compare(older, newest, ComparisonSettings.QUICK);
        List<Finding> first = found.backward().findings().subList(0, 2);
        Comparison fixed = FixFinder.withFixes(
                        newest,
                        List.of(older),
                        List.of(found),
                        CompatibilityLevel.BACKWARD,
                        DeclaredReaders.none(),
                        Map.of(),
                        first::contains)
                .get(0);

        // Then they have one, and no other has
        assertThat(fixed.backward().findings())
                .hasSize(1_000)
                .filteredOn(finding -> finding.fix() != null)
                .hasSize(2);
    }

    @Test
    void aliasesNoFieldToItsOpposite() {
        // Given
        String older = ID + ", {'name': 'disableMetaStore', 'type': 'boolean', 'default': false}";
        String newer = ID + ", {'name': 'metaSystemStoreEnabled', 'type': 'boolean', 'default': false}";

        // Then
        assertThat(sentences(CompatibilityLevel.FULL, newer, older)).isEmpty();
    }

    @Test
    void keepsTheOldFieldWhereARenameIsOnlySuspected() {
        // Given
        String older = ID + ", {'name': 'total', 'type': 'long'}";
        String newer = ID + ", {'name': 'amount', 'type': 'long'}";

        // Then
        assertThat(sentences(CompatibilityLevel.BACKWARD, newer, older))
                .containsExactly("Keep the field total of R, and let amount be null where it was not written: \"null\""
                        + " first in its type, and \"default\": null.");
    }

    @Test
    void bringsBackNoSymbolThatReadersOfAnotherVersionDoNotKnow() {
        // Given an enum that lost B in the second version and gets C in the third
        String state = ID + ", {'name': 's', 'type': {'type': 'enum', 'name': 'E', 'symbols': [%s]}}";
        String first = String.format(state, "'A', 'B'");
        String second = String.format(state, "'A'");
        String third = String.format(state, "'A', 'C'");

        // Then B would break the readers of the second
        assertThat(sentences(CompatibilityLevel.BACKWARD_TRANSITIVE, third, first, second))
                .isEmpty();
        assertThat(sentences(CompatibilityLevel.BACKWARD_TRANSITIVE, third, first))
                .containsExactly("Keep the symbol B of E.");
    }

    @Test
    void addsNoAliasThatAnotherVersionWouldHaveToLose() {
        // Given
        String first = ID + ", {'name': 'mail', 'type': 'string'}";
        String second = first + ", {'name': 'email', 'type': 'string', 'default': ''}";
        String third = ID + ", {'name': 'email', 'type': 'string', 'default': ''}";

        // When
        List<String> sentences = sentences(CompatibilityLevel.BACKWARD_TRANSITIVE, third, first, second);

        // Then
        assertThat(sentences).containsExactly("Keep the field mail of R.");
    }

    @Test
    void neverTakesAwayAnAliasThatMendsARename() {
        // Given
        String older = ID + ", {'name': 'mail', 'type': 'string'}";
        String mended = apply(ID + ", {'name': 'email', 'type': 'string'}", older);

        // Then
        assertThat(mended).contains("\"aliases\": [\"mail\"]");
        Comparison after =
                compare(read(record(older)), ComparedSchema.of(SchemaSource.parse("n", mended), List.of(), List.of()));
        assertThat(after.backward().findings()).isEmpty();
        assertThat(after.forward().findings())
                .extracting(finding -> Objects.requireNonNull(finding.fix()).sentence())
                .containsExactly("Keep the name mail in place of email.");
    }

    @Test
    void prefersWhatMendsBothDirectionsWhereBothCount() {
        // Given
        String older = "{'name': 'userName', 'type': 'string', 'default': ''}";
        String newer = "{'name': 'user_name', 'type': 'string', 'default': ''}";

        // Then
        assertThat(sentences(CompatibilityLevel.BACKWARD, newer, older))
                .containsExactly("Give user_name \"aliases\": [\"userName\"].");
        assertThat(sentences(CompatibilityLevel.FULL, newer, older))
                .containsExactly(
                        "Keep the name userName in place of user_name.",
                        "Keep the name userName in place of user_name.");
    }

    @Test
    void keepsASymbolRatherThanLettingADefaultTakeItsPlace() {
        // Given
        String older = "{'name': 's', 'type': {'type': 'enum', 'name': 'S', 'symbols': ['A', 'B', 'C']}}";
        String newer = "{'name': 's', 'type': {'type': 'enum', 'name': 'S', 'symbols': ['A', 'C']}}";

        // Then
        assertThat(sentences(CompatibilityLevel.BACKWARD, newer, older)).containsExactly("Keep the symbol B of S.");
    }

    @Test
    void leavesAFindingWithoutFixWhereEachEditMakesAnotherVersionWorse() {
        // Given
        String first = "{'name': 'unit', 'type': 'string', 'default': 'kg'}";
        String second = "{'name': 'unit', 'type': 'string', 'default': 'g'}";

        // Then
        assertThat(sentences(CompatibilityLevel.BACKWARD_TRANSITIVE, second, first, second))
                .isEmpty();
    }

    @Test
    void putsALogicalTypeWhereItCountsUnlessThatWouldBreakReaders() {
        // Given
        String time = "{'name': 'at', 'type': 'long', 'logicalType': 'timestamp-millis'}";
        String text = "{'name': 'key', 'type': 'string', 'logicalType': 'uuid'}";

        // Then
        assertThat(sentences(CompatibilityLevel.BACKWARD, time, time))
                .containsExactly("Put the logical type timestamp-millis into the type of at.");
        assertThat(sentences(CompatibilityLevel.BACKWARD, text, text))
                .containsExactly("Remove the logical type uuid of key, which says nothing to Avro, if nothing of yours"
                        + " reads it.");
    }

    @Test
    void asksBeforeItTakesADeclarationAwayOrGuesses() {
        assertThat(fixes("{'name': 'x', 'type': 'long'}", "{'name': 'x', 'type': 'string'}"))
                .extracting(Fix::automatic)
                .containsExactly(true);
        assertThat(fixes(
                        "{'name': 'x', 'type': {'type': 'record', 'name': 'X', 'fields': []}}",
                        "{'name': 'x', 'type': 'string'}"))
                .extracting(Fix::automatic)
                .containsExactly(false);
        assertThat(fixes("{'name': 'email', 'type': 'string'}", "{'name': 'mail', 'type': 'string'}"))
                .extracting(Fix::automatic)
                .containsExactly(false);
    }

    @Test
    void editsNoTextThatWasMadeOfAnother() {
        // Given
        ComparedSchema older = read(record("{'name': 'x', 'type': 'long'}"));
        String json = record("{'name': 'x', 'type': 'string'}").text();
        SchemaSource translated =
                SchemaSource.translated("r.avdl", json, Map.of("R", SourceLocation.startOf("r.avdl")));

        // When
        Comparison comparison = compare(older, ComparedSchema.of(translated, List.of(), List.of()));

        // Then
        assertThat(comparison.backward().findings())
                .singleElement()
                .extracting(Finding::fix)
                .satisfies(fix -> {
                    assertThat(fix.sentence())
                            .isEqualTo("Keep the type \"long\" of x, and put the new type into a field of its own.");
                    assertThat(fix.automatic()).isFalse();
                    assertThat(fix.edits()).isEmpty();
                });
    }

    @Test
    void triesASchemaWithTheTypesOfItsOtherFiles() {
        // Given
        SchemaSource money = SchemaSource.parse("m", "{\"type\": \"record\", \"name\": \"Money\", \"fields\": []}");
        ComparedSchema older = withReference(money, "{'name': 'price', 'type': 'Money'}, {'name': 'n', 'type': 'int'}");
        ComparedSchema newer = withReference(money, "{'name': 'n', 'type': 'int'}");

        // When
        Comparison comparison = compare(older, newer);

        // Then
        assertThat(comparison.forward().findings()).singleElement().satisfies(finding -> {
            Fix fix = Objects.requireNonNull(finding.fix());
            assertThat(fix.sentence()).isEqualTo("Keep the field price of R.");
            assertThat(fix.appliedTo(newer.sources().get(0).text()))
                    .isEqualTo(older.sources().get(0).text());
        });
    }

    @Test
    void refersToATypeOfAnotherFileThatTheSchemaNoLongerUses() {
        // Given
        SchemaSource money = SchemaSource.parse("m", "{\"type\": \"record\", \"name\": \"Money\", \"fields\": []}");
        ComparedSchema older = withReference(money, "{'name': 'price', 'type': 'Money'}, {'name': 'n', 'type': 'int'}");
        ComparedSchema newer = read(record("{'name': 'n', 'type': 'int'}"));
        Comparison found = SchemaComparison.compare(older, newer, ComparisonSettings.QUICK);

        // When
        Comparison comparison = FixFinder.withFixes(
                        newer,
                        List.of(older),
                        List.of(found),
                        CompatibilityLevel.FULL,
                        DeclaredReaders.none(),
                        Map.of("Money", money),
                        finding -> true)
                .get(0);

        // Then
        assertThat(comparison.forward().findings())
                .singleElement()
                .extracting(finding -> Objects.requireNonNull(finding.fix())
                        .appliedTo(newer.sources().get(0).text()))
                .isEqualTo(older.sources().get(0).text());
    }

    @Test
    void takesForAllVersionsWhatTheLatestHadWhereThatMendsThem() {
        // Given
        String first = "{'name': 'n', 'type': 'int'}";
        String second = "{'name': 'n', 'type': 'long'}";
        String third = "{'name': 'n', 'type': 'string'}";

        // Then
        String fix = "Keep the type \"long\" of n, and put the new type into a field of its own.";
        assertThat(sentences(CompatibilityLevel.BACKWARD_TRANSITIVE, third, first, second))
                .containsExactly(fix, fix);
    }

    @Test
    void triesEightEditsOfAPlaceInVainAndNoMore() {
        // Given a new field that would be well with a default, and in each version but the first a field that may be
        // it,
        // which cannot be kept since the first version lacks it
        List<String> versions = new ArrayList<>(List.of(ID));
        IntStream.rangeClosed(1, 8).forEach(i -> versions.add("{'name': 'total" + i + "', 'type': 'long'}, " + ID));
        String newest = ID + ", {'name': 'amount', 'type': 'long'}";

        // When
        List<String> afterSeven = sentences(
                CompatibilityLevel.BACKWARD_TRANSITIVE,
                newest,
                versions.subList(0, 8).toArray(String[]::new));
        List<String> afterEight =
                sentences(CompatibilityLevel.BACKWARD_TRANSITIVE, newest, versions.toArray(String[]::new));

        // Then
        assertThat(afterSeven)
                .containsExactly("Let amount be null where it was not written: \"null\" first in its type, and"
                        + " \"default\": null.");
        assertThat(afterEight).isEmpty();
    }

    private static ComparedSchema withReference(SchemaSource type, String fields) {
        return ComparedSchema.of(record(fields), List.of(type.resolve()), List.of(type));
    }

    private static String apply(String newer, String older) {
        SchemaSource source = record(newer);
        Fix fix = fixes(newer, older).get(0);
        return fix.appliedTo(source.text());
    }

    @Test
    void triesNoFixForWhatNobodySees() {
        // Given
        ComparedSchema older = read(record(ID + ", {'name': 'total', 'type': 'long'}"));
        ComparedSchema newer = read(record(ID + ", {'name': 'total', 'type': 'string'}"));
        Comparison found = SchemaComparison.compare(older, newer, ComparisonSettings.QUICK);

        // Then
        assertThat(compare(older, newer).backward().findings()).allMatch(finding -> finding.fix() != null);
        assertThat(FixFinder.withFixes(
                                newer,
                                List.of(older),
                                List.of(found),
                                CompatibilityLevel.FULL,
                                DeclaredReaders.none(),
                                Map.of(),
                                finding -> false)
                        .get(0)
                        .backward()
                        .findings())
                .isNotEmpty()
                .allMatch(finding -> finding.fix() == null);
    }

    private static List<Fix> fixes(String newer, String older) {
        return compare(read(record(older)), read(record(newer))).backward().findings().stream()
                .map(Finding::fix)
                .flatMap(fix -> Optional.ofNullable(fix).stream())
                .toList();
    }

    private static Comparison compare(ComparedSchema older, ComparedSchema newer) {
        return FixFinder.withFixes(older, newer, SchemaComparison.compare(older, newer, ComparisonSettings.THOROUGH));
    }

    /** The fixes in the directions of the level, of what is found in the comparison with each of the versions. */
    private static List<String> sentences(CompatibilityLevel level, String newest, String... versions) {
        ComparedSchema candidate = read(record(newest));
        List<ComparedSchema> earlier = new ArrayList<>();
        List<Comparison> found = new ArrayList<>();
        for (String version : versions) {
            earlier.add(read(record(version)));
            found.add(SchemaComparison.compare(earlier.get(earlier.size() - 1), candidate, ComparisonSettings.QUICK));
        }
        List<Finding> findings = new ArrayList<>();
        for (Comparison fixed : FixFinder.withFixes(
                candidate, earlier, found, level, DeclaredReaders.none(), Map.of(), finding -> true)) {
            findings.addAll(fixed.invalid());
            findings.addAll(fixed.backward().findings());
            findings.addAll(level.checksForward() ? fixed.forward().findings() : List.of());
        }
        return findings.stream()
                .flatMap(finding -> Optional.ofNullable(finding.fix()).stream())
                .map(Fix::sentence)
                .toList();
    }

    private static ComparedSchema read(SchemaSource source) {
        return ComparedSchema.of(source, List.of(), List.of());
    }

    private static SchemaSource record(String fields) {
        return SchemaSource.parse(
                "r.avsc", ("{'type': 'record', 'name': 'R', 'fields': [" + fields + "]}").replace('\'', '"'));
    }
}
