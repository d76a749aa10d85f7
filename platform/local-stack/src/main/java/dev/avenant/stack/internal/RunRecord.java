package dev.avenant.stack.internal;

import dev.avenant.stack.config.StackException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The note that a started process leaves in the run folder, so that it is found again after a crash of the stack.
 *
 * @param name the component's name
 * @param identity its process
 * @param noted when this was written; orders the records by age
 */
public record RunRecord(String name, ProcessIdentity identity, Instant noted) {

    private static final String SUFFIX = ".pid";

    /** A record of that process, as of now. */
    static RunRecord of(String name, ProcessHandle process) {
        return new RunRecord(name, ProcessIdentity.of(process), Instant.now());
    }

    /**
     * Writes it in one step, so that a reader finds the whole of it or nothing.
     *
     * @throws StackException if it cannot be written, as when the disk is full
     */
    void write(Path run) {
        Properties properties = new Properties();
        properties.setProperty("name", name);
        identity.writeTo(properties);
        properties.setProperty("noted", noted.toString());
        Path half = run.resolve(name + ".tmp");
        try {
            try (Writer out = Files.newBufferedWriter(half)) {
                properties.store(out, null);
            }
            Files.move(half, run.resolve(name + SUFFIX), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new StackException(
                    "The process of " + name + " cannot be noted in " + run + ": " + Folders.reason(failed)
                            + ". Make room there, or make it writable, and start it again.",
                    failed);
        }
    }

    /** Forgets the process of that name. */
    static void delete(Path run, String name) {
        try {
            Files.deleteIfExists(run.resolve(name + SUFFIX));
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not delete the note of " + name + " in " + run, failed);
        }
    }

    /** All records whose process still runs, newest first. Unreadable ones are skipped: they name no process. */
    public static List<RunRecord> alive(Path run) {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        List<RunRecord> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(run)) {
            files.filter(file -> file.toString().endsWith(SUFFIX))
                    .forEach(file -> read(file)
                            .filter(record -> record.process().isPresent())
                            .ifPresent(found::add));
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not list " + run, failed);
        }
        found.sort(Comparator.comparing(RunRecord::noted).reversed());
        return found;
    }

    /** Its process id. */
    public long pid() {
        return identity.pid();
    }

    /** The process that this tells of, or nothing when it has ended, whoever has its pid now. */
    public Optional<ProcessHandle> process() {
        return identity.running();
    }

    private static Optional<RunRecord> read(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
            return Optional.of(new RunRecord(
                    properties.getProperty("name", ""),
                    ProcessIdentity.readFrom(properties),
                    Instant.parse(properties.getProperty("noted", ""))));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
