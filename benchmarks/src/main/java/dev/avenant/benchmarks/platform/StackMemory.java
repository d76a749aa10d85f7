package dev.avenant.benchmarks.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory the components of a running stack take, by what Linux says in {@code /proc/<pid>/smaps_rollup}: the
 * proportional set size, in which a page that several processes share counts for each in part, and so once in the sum; and
 * the resident set size, in which it counts for each. {@code StackMemory [folder of the stack]} prints it.
 */
public final class StackMemory {

    private static final Pattern LINE = Pattern.compile("^(Rss|Pss): +(\\d+) kB$", Pattern.MULTILINE);

    private StackMemory() {}

    /** Prints it. */
    public static void main(String[] arguments) {
        print(Path.of(arguments.length > 0 ? arguments[0] : ".avenant"));
    }

    /** A sum over processes. */
    private record Size(int processes, long resident, long proportional) {

        static final Size NONE = new Size(0, 0, 0);

        Size plus(Size other) {
            return new Size(processes + other.processes, resident + other.resident, proportional + other.proportional);
        }
    }

    /** Prints the memory of the stack with that home, nothing where the system does not tell. */
    static void print(Path home) {
        Map<String, Size> components = new TreeMap<>();
        StackProcesses.of(home)
                .forEach((name, processes) -> components.put(
                        name, processes.stream().map(StackMemory::sizeOf).reduce(Size.NONE, Size::plus)));
        Size sum = components.values().stream().reduce(Size.NONE, Size::plus);
        if (sum.proportional() == 0) {
            return;
        }
        System.out.printf(Locale.ROOT, "%-24s %10s %14s %14s%n", "memory", "processes", "PSS, MiB", "resident, MiB");
        components.forEach(StackMemory::print);
        print("sum", sum);
    }

    private static void print(String name, Size size) {
        System.out.printf(
                Locale.ROOT,
                "%-24s %10d %14d %14d%n",
                name,
                size.processes(),
                size.proportional() / 1024,
                size.resident() / 1024);
    }

    private static Size sizeOf(ProcessHandle process) {
        try {
            Matcher lines = LINE.matcher(Files.readString(Path.of("/proc", "" + process.pid(), "smaps_rollup")));
            Size size = new Size(1, 0, 0);
            while (lines.find()) {
                long kilobytes = Long.parseLong(lines.group(2));
                boolean isResident = lines.group(1).equals("Rss");
                size = size.plus(new Size(0, isResident ? kilobytes : 0, isResident ? 0 : kilobytes));
            }
            return size;
        } catch (NoSuchFileException ended) {
            return Size.NONE;
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not read the memory of process " + process.pid(), failed);
        }
    }
}
