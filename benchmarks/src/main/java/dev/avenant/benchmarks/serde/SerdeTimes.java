package dev.avenant.benchmarks.serde;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * What a record costs in processor time of its thread, for machines on which other programs run, where wall time says
 * nothing: {@code SerdeTimes SERDE EVENT MODEL} with the words of {@link SerdeBenchmark}, one of each, so that every serde has
 * a JVM of its own. The best and the median of rounds of some 20 ms are printed, the first third of which warms up.
 */
public final class SerdeTimes {

    private static final int ROUNDS = 150;
    private static final int WARM_UP = ROUNDS / 3;
    private static final long ROUND_NANOS = 20_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Keeps the results, so that nothing is left out. */
    @SuppressWarnings("UnusedVariable")
    private static volatile Object result = "";

    private SerdeTimes() {}

    private interface Operation {
        Object run();
    }

    public static void main(String[] arguments) {
        ClassSecurityValidator.setGlobal(type -> true);
        String serde = arguments[0];
        SpecificRecord specific = Events.named(arguments[1]);
        boolean isGeneric = arguments[2].equals("generic");
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            String url = registry.url().toString();
            byte[] bytes = MeasuredSerde.named("avenant", specific.getSchema(), false, url)
                    .write(specific);
            MeasuredSerde measured = MeasuredSerde.named(serde, specific.getSchema(), isGeneric, url);
            Object value = isGeneric ? measured.read(bytes) : specific;
            System.out.printf(
                    "%s %s %s: read %s, written %s%n",
                    serde,
                    arguments[1],
                    arguments[2],
                    nanos(() -> measured.read(bytes)),
                    nanos(() -> measured.write(value)));
        }
    }

    private static String nanos(Operation operation) {
        int times = 1;
        while (times < 1 << 24 && elapsed(operation, times) < ROUND_NANOS) {
            times *= 2;
        }
        List<Long> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long elapsed = elapsed(operation, times);
            // Faster as it gets compiled.
            if (round < WARM_UP && elapsed < ROUND_NANOS / 2) {
                times *= 2;
            }
            if (round >= WARM_UP) {
                rounds.add(elapsed / times);
            }
        }
        Collections.sort(rounds);
        return rounds.get(0) + " ns (median " + rounds.get(rounds.size() / 2) + ")";
    }

    private static long elapsed(Operation operation, int times) {
        long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            result = operation.run();
        }
        return THREADS.getCurrentThreadCpuTime() - begin;
    }
}
