package dev.avenant.readme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A terminal in one folder: runs a line as a user would type it and keeps what it printed. */
record Shell(Path folder, Map<String, String> environment) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    Shell {
        environment = Map.copyOf(environment);
    }

    /** What a line came to: its exit code, and what it printed on both streams. */
    record Outcome(int exitCode, String output) {}

    Outcome run(String line) {
        try {
            Path output = Files.createTempFile("readme", ".out");
            Process process = start(line, output);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "Still running after " + PATIENCE + ": " + line + "\n" + Files.readString(output));
            }
            String printed = Files.readString(output);
            Files.delete(output);
            return new Outcome(process.exitValue(), printed);
        } catch (IOException failed) {
            throw new AssertionError("Could not run: " + line, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while running: " + line, interrupted);
        }
    }

    Process start(String line, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> inherited = new HashMap<>(environment);
        inherited.put("LC_ALL", "C.UTF-8");
        // The copies that are played in are gone before an archive of their classes is of use.
        inherited.put("AVENANT_CACHE", "off");
        inherited.put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(inherited);
        return builder.start();
    }

    /** What a file holds so far, as text. */
    static String textOf(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new AssertionError("Cannot read " + file, failed);
        }
    }
}
