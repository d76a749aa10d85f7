package dev.avenant.stack.command;

import dev.avenant.stack.config.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a component wrote. */
@Command(name = "logs", description = "Show the end of a component's log.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    private static final long PAUSE_MILLIS = 200;
    private static final int BUFFER_BYTES = 8192;

    @Mixin
    private final StackMixin stack = new StackMixin();

    @Parameters(
            paramLabel = "NAME",
            description = "The component, as avenant stack status names it, or a task of stack.yaml.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Keep showing what is added, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many lines to begin with; default ${DEFAULT-VALUE}.")
    private int lines;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String known = stack.component(name).name();
        Path log = stack.logs().resolve(known + ".log");
        if (!Files.exists(log)) {
            throw new StackException(
                    "There is no log of " + known + " in " + stack.logs() + " yet. ./avenant up starts the stack.");
        }
        PrintWriter out = spec.commandLine().getOut();
        long shown = Files.size(log);
        lastLines(log).forEach(out::println);
        out.flush();
        while (follow && !out.checkError()) {
            shown = showFrom(log, shown, out);
            Thread.sleep(PAUSE_MILLIS);
        }
        return 0;
    }

    private Deque<String> lastLines(Path log) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (Stream<String> all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines()) {
            all.forEach(line -> {
                last.addLast(line);
                if (last.size() > lines) {
                    last.removeFirst();
                }
            });
        }
        return last;
    }

    private static long showFrom(Path log, long shown, PrintWriter out) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = file.length() < shown ? 0 : shown;
            file.seek(from);
            byte[] bytes = new byte[BUFFER_BYTES];
            int read = file.read(bytes);
            if (read > 0) {
                out.print(new String(bytes, 0, read, StandardCharsets.UTF_8));
                out.flush();
                return from + read;
            }
            return from;
        }
    }
}
