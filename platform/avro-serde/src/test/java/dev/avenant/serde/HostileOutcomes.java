package dev.avenant.serde;

import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import dev.avenant.serde.errors.SerdeFailure;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of payloads, and what the costliest of them cost. Time is the thread's own on the processor, which neither
 * a pause of the garbage collector nor a busy machine adds to; memory is what the thread allocated, kept or not.
 */
final class HostileOutcomes {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<SerdeFailure.Kind, Long> failures = new EnumMap<>(SerdeFailure.Kind.class);
    private long read;
    private long slowest;
    private long mostMemory;

    /** Reads a payload and answers what was thrown, which is null when nothing was. */
    @Nullable
    Throwable of(Runnable reading) {
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        Throwable thrown = catchThrowable(reading::run);
        slowest = Math.max(slowest, THREADS.getCurrentThreadCpuTime() - start);
        mostMemory = Math.max(mostMemory, THREADS.getCurrentThreadAllocatedBytes() - memory);
        if (thrown instanceof SerdeFailure failure) {
            failures.merge(failure.kind(), 1L, Long::sum);
        } else if (thrown == null) {
            read++;
        }
        return thrown;
    }

    long read() {
        return read;
    }

    Map<SerdeFailure.Kind, Long> failures() {
        return failures;
    }

    /** Nanoseconds of processor time for the slowest payload. */
    long slowest() {
        return slowest;
    }

    /** Bytes that the costliest payload had allocated. */
    long mostMemory() {
        return mostMemory;
    }

    @Override
    public String toString() {
        long all = read + failures.values().stream().mapToLong(Long::longValue).sum();
        return all + " payloads, " + read + " read, refused " + failures + ", slowest " + slowest / 1_000_000
                + " ms of processor time, costliest " + mostMemory / 1024 + " KiB";
    }
}
