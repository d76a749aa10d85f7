package dev.avenant.benchmarks.platform;

import dev.avenant.benchmarks.process.LinuxProcesses;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * How much processor time each component of a running stack has taken so far, by what Linux says in {@code
 * /proc/<pid>/stat}. Unlike how soon a request is answered, it is about the same however busy the machine is otherwise.
 *
 * @param millis by the names of the components; empty where the system does not tell
 */
record ProcessorTime(Map<String, Long> millis) {

    ProcessorTime {
        millis = Map.copyOf(millis);
    }

    /** That of the stack with that home. */
    static ProcessorTime of(Path home) {
        Map<String, Long> millis = new TreeMap<>();
        StackProcesses.of(home)
                .forEach((name, processes) -> millis.put(name, LinuxProcesses.processorMillis(processes.stream())));
        return new ProcessorTime(millis);
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
