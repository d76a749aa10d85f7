package dev.avenant.stack.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads the last lines of a log, for a message. */
final class LogFile {

    private static final int LINES = 12;
    private static final int BYTES = 8192;

    private LogFile() {}

    /** The last lines since the process was started, each on a line of its own and indented. */
    static String end(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            StringBuilder end = new StringBuilder();
            lines.subList(Math.max(startOfLastRun(lines), lines.size() - LINES), lines.size())
                    .forEach(line ->
                            end.append(System.lineSeparator()).append("    ").append(line));
            return end.toString();
        } catch (IOException unreadable) {
            return " (it cannot be read: " + Folders.reason(unreadable) + ")";
        }
    }

    private static int startOfLastRun(List<String> lines) {
        for (int line = lines.size() - 1; line >= 0; line--) {
            if (lines.get(line).startsWith(ProcessSpec.STARTED)) {
                return line + 1;
            }
        }
        return 0;
    }
}
