package jobplatform.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What happens to several processes at once. */
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

    /**
     * Does it to all of them at the same time, each on a thread of its own: of the threads that all of a JVM share one may wait
     * for what another one's turn would bring up.
     */
    static void atOnce(Collection<String> components, Consumer<String> work) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Void>> each = components.stream()
                    .map(component -> CompletableFuture.runAsync(() -> work.accept(component), threads))
                    .toList();
            each.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
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
