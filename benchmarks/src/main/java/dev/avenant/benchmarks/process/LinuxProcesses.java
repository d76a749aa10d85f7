package dev.avenant.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What Linux says in {@code /proc} of processes that run. */
public final class LinuxProcesses {

    /** What Linux counts in, wherever Java runs. */
    private static final long TICKS_PER_SECOND = 100;

    /** Of the fields behind the name: in the program and in the system, and that of children that have ended. */
    private static final List<Integer> FIELDS = List.of(11, 12, 13, 14);

    private LinuxProcesses() {}

    /**
     * How many milliseconds of processor time these have taken so far. Unlike how long something takes, that is about the
     * same however busy the machine is otherwise.
     */
    public static long processorMillis(Stream<ProcessHandle> processes) {
        return TimeUnit.SECONDS.toMillis(
                        processes.mapToLong(LinuxProcesses::ticks).sum())
                / TICKS_PER_SECOND;
    }

    private static long ticks(ProcessHandle process) {
        try {
            String line = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return FIELDS.stream()
                    .mapToLong(field -> Long.parseLong(fields[field]))
                    .sum();
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not read the time of process " + process.pid(), failed);
        }
    }
}
