package dev.avenant.stack.internal;

import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where a stack keeps what it keeps.
 *
 * @param home the folder around all but the cache
 * @param data one folder for each component that stores something
 * @param logs one file for each component
 * @param run what tells another terminal, or the next start, which processes there are
 * @param temporary one folder for each process, for files that it needs no longer than it runs
 * @param cache unpacked programs and class archives
 */
public record Folders(Path home, Path data, Path logs, Path run, Path temporary, Path cache) {

    private static final int ATTEMPTS = 50;
    private static final long PAUSE_NANOS = 100_000_000;

    /** The folders of a stack with these options. */
    public static Folders of(StackOptions options) {
        Path home = options.home();
        Path data = home.resolve(options.ephemeral() ? "data-ephemeral" : "data");
        return new Folders(home, data, home.resolve("logs"), home.resolve("run"), home.resolve("tmp"), options.cache());
    }

    /** Makes them all; refuses with what to do when that is not allowed. */
    public void create() {
        for (Path folder : List.of(home, data, logs, run, temporary, cache)) {
            try {
                Files.createDirectories(folder);
            } catch (IOException failed) {
                throw new StackException(
                        "Cannot create the folder " + folder + ": " + reason(failed)
                                + ". Make it writable for this user, or choose another folder with --home.",
                        failed);
            }
        }
    }

    /** The log of the component or step of that name. */
    public Path log(String name) {
        return logs.resolve(name + ".log");
    }

    /** The temporary files of the component or step of that name. */
    public Path temporary(String name) {
        return temporary.resolve(name);
    }

    /** Deletes the folder of all temporary files, unless there are some of others than components in it. */
    public void deleteEmptyTemporary() {
        try {
            Files.deleteIfExists(temporary);
        } catch (DirectoryNotEmptyException ofOthers) {
            // The home is not for a stack alone.
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not delete " + temporary, failed);
        }
    }

    /**
     * Deletes a folder and all in it; nothing happens when it is absent. Files that come or go meanwhile, of a process that
     * is about to end, are seen to for some seconds.
     */
    public static void delete(Path folder) {
        for (int attempt = 1; Files.exists(folder); attempt++) {
            try {
                Files.walkFileTree(folder, new Deletion());
                return;
            } catch (NoSuchFileException | DirectoryNotEmptyException changedMeanwhile) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException("Could not delete " + folder, changedMeanwhile);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (IOException failed) {
                throw new UncheckedIOException("Could not delete " + folder, failed);
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
            if (failed != null) {
                throw failed;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    static String reason(IOException failed) {
        String message = failed.getMessage();
        return failed.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}
