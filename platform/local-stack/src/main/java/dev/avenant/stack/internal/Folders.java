package dev.avenant.stack.internal;

import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a stack keeps what it keeps.
 *
 * @param home the folder around all but the cache
 * @param data one folder for each component that stores something
 * @param logs one file for each component
 * @param run what tells another terminal, or the next start, which processes there are
 * @param cache unpacked programs and class archives
 */
public record Folders(Path home, Path data, Path logs, Path run, Path cache) {

    /** The folders of a stack with these options. */
    public static Folders of(StackOptions options) {
        Path home = options.home();
        Path data = home.resolve(options.ephemeral() ? "data-ephemeral" : "data");
        return new Folders(home, data, home.resolve("logs"), home.resolve("run"), options.cache());
    }

    /** Makes them all; refuses with what to do when that is not allowed. */
    public void create() {
        for (Path folder : List.of(home, data, logs, run, cache)) {
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

    /** Deletes a folder and all in it; nothing happens when it is absent. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not delete " + folder, failed);
        }
    }

    static String reason(IOException failed) {
        String message = failed.getMessage();
        return failed.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}
