package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Fix;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Applies every fix that is told for a random pair to the text, as {@code avenant check --fix} does, and compares again. */
@Tag("fast")
class FixesTest {
    private static final List<String> SIDES = List.of("backward", "forward", "invalid");

    @Test
    void removeTheirFindingAndMakeNothingWorse() {
        Map<String, Integer> told = new TreeMap<>();
        int findings = 0;
        for (RandomPair pair : RandomPair.first(RandomPair.COUNT)) {
            ComparedSchema older = ComparedSchema.of(pair.older());
            String text = text(pair.newer());
            ComparedSchema newer = read(text);
            Comparison before = FixFinder.withFixes(
                    older, newer, SchemaComparison.compare(older, newer, ComparisonSettings.THOROUGH));
            for (String side : SIDES) {
                for (Finding finding : findings(before, side)) {
                    findings++;
                    Fix fix = finding.fix();
                    if (fix != null) {
                        told.merge(finding.ruleId(), 1, Integer::sum);
                        String mended = fix.appliedTo(text);
                        Comparison after = SchemaComparison.compare(older, read(mended), ComparisonSettings.THOROUGH);
                        check(pair.toString(), before, after, side, finding, mended);
                    }
                }
            }
        }
        int fixes = told.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf("%d fixes of %d findings in %d pairs held: %s%n", fixes, findings, RandomPair.COUNT, told);
        assertThat(told).containsKeys("field-renamed", "field-without-default", "type-changed", "enum-symbol-unknown");
    }

    @Test
    void makeNoOtherVersionWorse() {
        int fixes = 0;
        for (RandomPair pair : RandomPair.first(RandomPair.COUNT / 10)) {
            Schema third = edited(pair);
            if (third == null) {
                continue;
            }
            List<ComparedSchema> earlier = List.of(ComparedSchema.of(pair.older()), ComparedSchema.of(pair.newer()));
            String text = text(third);
            List<Comparison> found = FixFinder.withFixes(
                    read(text),
                    earlier,
                    compared(earlier, read(text)),
                    CompatibilityLevel.FULL_TRANSITIVE,
                    DeclaredReaders.none(),
                    Map.of(),
                    finding -> true);
            for (int i = 0; i < 2; i++) {
                for (String side : SIDES) {
                    for (Finding finding : findings(found.get(i), side)) {
                        if (finding.fix() != null) {
                            fixes++;
                            List<Comparison> after =
                                    compared(earlier, read(finding.fix().appliedTo(text)));
                            check(pair + "\nthird " + third, found.get(0), after.get(0), side, finding, text);
                            check(pair + "\nthird " + third, found.get(1), after.get(1), side, finding, text);
                        }
                    }
                }
            }
        }
        System.out.printf("%d fixes held against two versions%n", fixes);
        assertThat(fixes).isPositive();
    }

    private static List<Comparison> compared(List<ComparedSchema> earlier, ComparedSchema newest) {
        return earlier.stream()
                .map(version -> SchemaComparison.compare(version, newest, ComparisonSettings.BARE))
                .toList();
    }

    private static @Nullable Schema edited(RandomPair pair) {
        Random random = new Random(pair.seed());
        RandomSchemas schemas = new RandomSchemas(random);
        try {
            JsonNode json = new ObjectMapper().readTree(pair.newer().toString());
            return RandomSchemas.parse(new RandomEdits(random, schemas).of((ObjectNode) json));
        } catch (AvroRuntimeException | JsonProcessingException noSchema) {
            return null;
        }
    }

    private static void check(
            String about, Comparison before, Comparison after, String side, Finding finding, String mended) {
        String words = about + "\n" + side + " " + finding + "\n" + mended;
        assertThat(keys(findings(after, side), true)).as(words).doesNotContain(key(finding));
        for (String other : SIDES) {
            assertThat(keys(findings(before, other), false)).as(words).containsAll(keys(findings(after, other), false));
        }
        assertThat(after.backward().verdict())
                .as(words)
                .isLessThanOrEqualTo(before.backward().verdict());
        assertThat(after.forward().verdict())
                .as(words)
                .isLessThanOrEqualTo(before.forward().verdict());
    }

    private static Set<String> keys(List<Finding> findings, boolean notesToo) {
        Set<String> keys = new HashSet<>();
        findings.stream()
                .filter(finding -> notesToo || finding.effect() != Verdict.SAFE)
                .forEach(finding -> keys.add(key(finding)));
        return keys;
    }

    private static String key(Finding finding) {
        return finding.ruleId() + " at " + finding.path();
    }

    private static List<Finding> findings(Comparison comparison, String side) {
        return switch (side) {
            case "backward" -> comparison.backward().findings();
            case "forward" -> comparison.forward().findings();
            default -> comparison.invalid();
        };
    }

    private static String text(Schema schema) {
        try {
            return new ObjectMapper().readTree(schema.toString()).toPrettyString();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ComparedSchema read(String text) {
        return ComparedSchema.of(SchemaSource.parse("new.avsc", text), List.of(), List.of());
    }
}
