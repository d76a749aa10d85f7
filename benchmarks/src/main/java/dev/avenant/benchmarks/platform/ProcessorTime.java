package dev.avenant.benchmarks.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How much processor time each component of a running stack has taken so far, by what Linux says in {@code
 * /proc/<pid>/stat}. Unlike how soon a request is answered, it is about the same however busy the machine is otherwise.
 *
 * @param millis by the names of the components; empty where the system does not tell
 */
record ProcessorTime(Map<String, Long> millis) {

    /** What Linux counts in, wherever Java runs. */
    private static final long TICKS_PER_SECOND = 100;

    /** Of the fields behind the name: in the program and in the system, and that of children that have ended. */
    private static final List<Integer> FIELDS = List.of(11, 12, 13, 14);

    ProcessorTime {
        millis = Map.copyOf(millis);
    }

    /** That of the stack with that home. */
    static ProcessorTime of(Path home) {
        Map<String, Long> millis = new TreeMap<>();
        StackProcesses.of(home)
                .forEach((name, processes) -> millis.put(
                        name,
                        TimeUnit.SECONDS.toMillis(processes.stream()
                                        .mapToLong(ProcessorTime::ticks)
                                        .sum())
                                / TICKS_PER_SECOND));
        return new ProcessorTime(millis);
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

    /** What was taken since then for each of so many requests, in words. */
    String perRequestSince(ProcessorTime before, int requests) {
        Map<String, Double> each = new TreeMap<>();
        millis.forEach((name, now) ->
                each.put(name, (now - before.millis.getOrDefault(name, now)) / (double) Math.max(1, requests)));
        StringJoiner words = new StringJoiner(", ");
        words.add(String.format(
                Locale.ROOT,
                "%.2f ms",
                each.values().stream().mapToDouble(Double::doubleValue).sum()));
        each.forEach((name, time) -> words.add(String.format(Locale.ROOT, "%s %.2f", name, time)));
        return words.toString();
    }
}
