package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.finding.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Holds verdicts against random pairs of schemas and random records of them. The default run looks at 2,500 pairs;
 * {@code -Davenant.checks.pairs=1000000} looks at more, {@code -Davenant.checks.seed} at others.
 */
@Tag("fast")
class RandomPairsTest {
    private static final int PAIRS = Integer.getInteger("avenant.checks.pairs", 2_500);
    private static final long SEED = Long.getLong("avenant.checks.seed", 20_261_123L);

    @Test
    void neverCallsSafeWhatFailsOrChangesAndNeverBreaksOrCorruptsWithoutAReason() {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        int seen = 0;
        int invalid = 0;
        for (long seed = SEED; seen < PAIRS; seed++) {
            Pair pair = pair(seed);
            if (pair == null) {
                continue;
            }
            seen++;
            Comparison comparison = SchemaComparison.compare(pair.older(), pair.newer());
            invalid += comparison.invalid().isEmpty() ? 0 : 1;
            String about = "seed " + seed + "\nold " + pair.older() + "\nnew " + pair.newer() + "\n";
            sameWithLessWork(pair, comparison, about);
            for (boolean backward : new boolean[] {true, false}) {
                DirectionResult result = backward ? comparison.backward() : comparison.forward();
                verdicts.merge(result.verdict(), 1, Integer::sum);
                Schema writer = backward ? pair.older() : pair.newer();
                Schema reader = backward ? pair.newer() : pair.older();
                VerdictOracle oracle = new VerdictOracle(writer, reader, backward);
                assertThat(oracle.objections(result, seed))
                        .as("%s%s %s", about, backward ? "backward" : "forward", result)
                        .isEmpty();
            }
        }
        System.out.printf(
                "%d pairs of schemas from seed %d, of which %d have something invalid in the new one: directions %s%n",
                seen, SEED, invalid, verdicts);
        assertThat(verdicts.keySet()).containsExactly(Verdict.values());
    }

    private static void sameWithLessWork(Pair pair, Comparison thorough, String about) {
        Comparison quick = SchemaComparison.compare(
                ComparedSchema.of(pair.older()), ComparedSchema.of(pair.newer()), ComparisonSettings.QUICK);
        assertThat(List.of(quick.backward().verdict(), quick.forward().verdict()))
                .as("%squick %s thorough %s", about, quick, thorough)
                .containsExactly(
                        thorough.backward().verdict(), thorough.forward().verdict());
    }

    private record Pair(Schema older, Schema newer) {}

    /** The pair of a seed; null when the edit made no schema. */
    private static @Nullable Pair pair(long seed) {
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        try {
            ObjectNode json = schemas.record();
            Schema older = RandomSchemas.parse(json);
            return new Pair(older, RandomSchemas.parse(new RandomEdits(random, schemas).of(json)));
        } catch (AvroRuntimeException e) {
            return null;
        }
    }
}
