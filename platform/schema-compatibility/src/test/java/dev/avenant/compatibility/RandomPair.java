package dev.avenant.compatibility;

import dev.avenant.avro.generators.RandomSchemas;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A random schema and a random edit of it. Tests look at 2,500 by default; {@code -Davenant.checks.pairs=1000000} looks at
 * more, {@code -Davenant.checks.seed} at others.
 *
 * @param seed what both are made from
 */
record RandomPair(long seed, Schema older, Schema newer) {
    static final int COUNT = Integer.getInteger("avenant.checks.pairs", 2_500);
    static final long SEED = Long.getLong("avenant.checks.seed", 20_261_123L);

    /** As many pairs from the first seed on; edits that make no schema are left out. */
    static Iterable<RandomPair> first(int count) {
        return () -> LongStream.iterate(SEED, seed -> seed + 1)
                .mapToObj(RandomPair::of)
                .filter(Objects::nonNull)
                .limit(count)
                .iterator();
    }

    private static @Nullable RandomPair of(long seed) {
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        try {
            var json = schemas.record();
            Schema older = RandomSchemas.parse(json);
            return new RandomPair(seed, older, RandomSchemas.parse(new RandomEdits(random, schemas).of(json)));
        } catch (AvroRuntimeException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "seed " + seed + "\nold " + older + "\nnew " + newer;
    }
}
