package dev.avenant.stack.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to start one operating-system process.
 *
 * @param command the program and its arguments
 * @param environment variables on top of the inherited ones
 * @param directory its working directory
 * @param log the file its output is appended to
 * @param temporary the folder of its temporary files, null when it has none: a start finds it empty, whatever a process
 *     that was killed left behind
 */
public record ProcessSpec(
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        @Nullable Path temporary) {

    /** How the line begins that separates the runs in a log. */
    static final String STARTED = "--- started ";

    private static final long LARGEST_LOG_BYTES = 10L * 1024 * 1024;

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Starts it out of reach of the terminal's Ctrl-C, which must stop the components in order and not all at once: in a
     * session of its own where there is {@code setsid}, otherwise with the interrupt ignored.
     */
    Process start() throws IOException {
        keepLogSmall();
        if (temporary != null) {
            Folders.delete(temporary);
            Files.createDirectories(temporary);
        }
        List<String> detached = new ArrayList<>(Detachment.prefix());
        detached.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(detached)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try (OutputStream out = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write((STARTED + Instant.now() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        }
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private void keepLogSmall() throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What stands before a command so that Ctrl-C in the terminal does not reach it. */
    private static final class Detachment {

        private static final List<String> PREFIX = find();

        private Detachment() {}

        static List<String> prefix() {
            return PREFIX;
        }

        private static List<String> find() {
            if (Machine.isWindows()) {
                return List.of();
            }
            if (Machine.finds("setsid")) {
                return List.of("setsid");
            }
            return List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");
        }
    }
}
