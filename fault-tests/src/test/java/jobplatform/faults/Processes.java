package jobplatform.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Freezes processes. */
final class Processes {

    private Processes() {}

    /** {@code SIGSTOP} to the processes of these components and to their children, and {@code SIGCONT} after that time. */
    static void freeze(Platform platform, Collection<String> components, Duration time) throws InterruptedException {
        List<String> processes = components.stream()
                .flatMap(component -> processesOf(platform, component))
                .toList();
        signal("STOP", processes);
        try {
            Thread.sleep(time.toMillis());
        } finally {
            signal("CONT", processes);
        }
    }

    private static Stream<String> processesOf(Platform platform, String component) {
        return ProcessHandle.of(platform.stack().pid(component).orElseThrow()).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> Long.toString(process.pid()));
    }

    private static void signal(String name, List<String> processes) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        command.addAll(processes);
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
