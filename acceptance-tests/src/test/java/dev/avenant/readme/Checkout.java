package dev.avenant.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the working tree to play in, as built as the original: sources are copied with their times, what the build
 * made is linked, and avenant knows that it is of these sources. A jar that Maven found nothing new for may be older than
 * they are.
 */
final class Checkout {

    private static final List<String> LEFT_OUT = List.of(".git", ".avenant", ".idea", "target");

    private Checkout() {}

    static void copy(Path from, Path to) {
        copyTree(from, to);
        try {
            Files.createFile(Files.createDirectories(to.resolve(".avenant")).resolve("built"));
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write in " + to, failed);
        }
    }

    private static void copyTree(Path from, Path to) {
        try (Stream<Path> entries = Files.list(from)) {
            Files.createDirectories(to);
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                Path copy = to.resolve(name);
                if (name.equals("target")) {
                    linkApp(entry, copy);
                } else if (Files.isDirectory(entry) && !LEFT_OUT.contains(name)) {
                    copyTree(entry, copy);
                } else if (Files.isRegularFile(entry)) {
                    Files.copy(entry, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot copy " + from + " to " + to, failed);
        }
    }

    private static void linkApp(Path target, Path copy) throws IOException {
        Path app = target.resolve("app");
        if (Files.isDirectory(app)) {
            Files.createDirectories(copy);
            Files.createSymbolicLink(copy.resolve("app"), app.toAbsolutePath().normalize());
        }
    }
}
