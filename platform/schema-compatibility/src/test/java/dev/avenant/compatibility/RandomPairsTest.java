package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.finding.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks verdicts on random pairs of schemas and random records of them. */
@Tag("fast")
class RandomPairsTest {
    @Test
    void neverCallsSafeWhatFailsOrChangesAndNeverBreaksOrCorruptsWithoutAReason() {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        int seen = 0;
        int invalid = 0;
        for (RandomPair pair : RandomPair.first(RandomPair.COUNT)) {
            seen++;
            Comparison comparison = SchemaComparison.compare(pair.older(), pair.newer());
            invalid += comparison.invalid().isEmpty() ? 0 : 1;
            String about = pair + "\n";
            sameWithLessWork(pair, comparison, about);
            for (boolean backward : new boolean[] {true, false}) {
                DirectionResult result = backward ? comparison.backward() : comparison.forward();
                verdicts.merge(result.verdict(), 1, Integer::sum);
                Schema writer = backward ? pair.older() : pair.newer();
                Schema reader = backward ? pair.newer() : pair.older();
                boolean readerIsInvalid = !(backward ? comparison.invalid() : comparison.invalidBefore()).isEmpty();
                VerdictOracle oracle = new VerdictOracle(writer, reader, backward, readerIsInvalid);
                assertThat(oracle.objections(result, pair.seed()))
                        .as("%s%s %s", about, backward ? "backward" : "forward", result)
                        .isEmpty();
            }
        }
        System.out.printf(
                "%d pairs of schemas from seed %d, of which %d have something invalid in the new one: directions %s%n",
                seen, RandomPair.SEED, invalid, verdicts);
        assertThat(verdicts.keySet()).containsExactly(Verdict.values());
    }

    private static void sameWithLessWork(RandomPair pair, Comparison thorough, String about) {
        Comparison quick = SchemaComparison.compare(
                ComparedSchema.of(pair.older()), ComparedSchema.of(pair.newer()), ComparisonSettings.QUICK);
        assertThat(List.of(quick.backward().verdict(), quick.forward().verdict()))
                .as("%squick %s thorough %s", about, quick, thorough)
                .containsExactly(
                        thorough.backward().verdict(), thorough.forward().verdict());
    }
}
