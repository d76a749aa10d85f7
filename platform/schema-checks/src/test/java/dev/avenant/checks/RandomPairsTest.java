package dev.avenant.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.checks.witness.Decoding;
import dev.avenant.checks.witness.Sameness;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Holds verdicts against random pairs of schemas and random records of them. The default run looks at 2,500 pairs;
 * {@code -Davenant.checks.pairs=1000000} looks at more, {@code -Davenant.checks.seed} at others.
 */
class RandomPairsTest {
    private static final int PAIRS = Integer.getInteger("avenant.checks.pairs", 2_500);
    private static final long SEED = Long.getLong("avenant.checks.seed", 20_261_123L);
    private static final int RECORDS = 12;

    @Test
    void neverCallsSafeWhatFailsOrChangesAndNeverBreaksWithoutAReason() {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        int shown = 0;
        int stated = 0;
        int seen = 0;
        for (int i = 0; seen < PAIRS; i++) {
            long seed = SEED + i;
            Pair pair = pair(seed);
            if (pair == null) {
                continue;
            }
            seen++;
            Comparison quick = SchemaComparison.compare(
                    ComparedSchema.of(pair.older()), ComparedSchema.of(pair.newer()), ComparisonSettings.QUICK);
            Comparison thorough = SchemaComparison.compare(pair.older(), pair.newer());
            String about = "seed " + seed + "\nold " + pair.older() + "\nnew " + pair.newer() + "\n";
            assertThat(quick.backward().verdict())
                    .as("%squick %s thorough %s", about, quick.backward(), thorough.backward())
                    .isEqualTo(thorough.backward().verdict());
            assertThat(quick.forward().verdict())
                    .as("%squick %s thorough %s", about, quick.forward(), thorough.forward())
                    .isEqualTo(thorough.forward().verdict());
            for (boolean backward : new boolean[] {true, false}) {
                DirectionResult result = backward ? quick.backward() : quick.forward();
                Schema writer = backward ? pair.older() : pair.newer();
                Schema reader = backward ? pair.newer() : pair.older();
                verdicts.merge(result.verdict(), 1, Integer::sum);
                if (result.verdict() == Verdict.BREAKS) {
                    boolean fails = result.findings().stream().anyMatch(RandomPairsTest::fails);
                    shown += fails ? 1 : 0;
                    stated += fails ? 0 : 1;
                    assertThat(fails || result.findings().stream().anyMatch(RandomPairsTest::isStated))
                            .as("%s%s", about, result)
                            .isTrue();
                } else {
                    assertThat(trouble(writer, reader, seed, result.verdict()))
                            .as("%s%s", about, result)
                            .isEmpty();
                }
            }
        }
        System.out.printf(
                "%d pairs of schemas from seed %d: directions %s; of those that break, %d fail in a record and %d state"
                        + " why%n",
                seen, SEED, verdicts, shown, stated);
        assertThat(verdicts.keySet()).containsExactly(Verdict.values());
    }

    private static boolean fails(Finding finding) {
        return finding.effect() == Verdict.BREAKS
                && finding.witness() != null
                && finding.witness().failure() != null;
    }

    /** What breaks although a generic reader gets by: a name that readers match, or a record that cannot exist. */
    private static boolean isStated(Finding finding) {
        return finding.effect() == Verdict.BREAKS
                && finding.message().length() > 20
                && (finding.ruleId().equals("name-changed")
                        || finding.ruleId().equals("alias-collides")
                        || finding.ruleId().equals("avro-checker-refuses")
                        || finding.witness() == null);
    }

    private static List<String> trouble(Schema writer, Schema reader, long seed, Verdict verdict) {
        List<String> trouble = new ArrayList<>();
        Schema renamed = Schema.applyAliases(writer, reader);
        Decoding decoding = new Decoding(writer, reader);
        RandomValues values = new RandomValues(seed);
        for (int i = 0; i < RECORDS; i++) {
            Decoding.Outcome outcome = values.of(writer).map(decoding::run).orElse(null);
            if (outcome == null) {
                continue;
            }
            if (outcome.failed()) {
                trouble.add("fails: " + outcome.toWitness());
            } else if (verdict == Verdict.SAFE) {
                String difference = Sameness.difference(writer, renamed, outcome.written(), outcome.read());
                if (difference != null) {
                    trouble.add("changes " + difference + ": " + outcome.toWitness());
                }
            }
        }
        return trouble;
    }

    private record Pair(Schema older, Schema newer) {}

    /** The pair of a seed; null when the edit made no schema. */
    private static @Nullable Pair pair(long seed) {
        RandomSchemas schemas = new RandomSchemas(new Random(seed));
        try {
            ObjectNode json = schemas.record();
            Schema older = RandomSchemas.parse(json);
            return new Pair(older, RandomSchemas.parse(schemas.edited(json)));
        } catch (AvroRuntimeException e) {
            return null;
        }
    }
}
