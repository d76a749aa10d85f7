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
 * made is linked.
 */
final class Checkout {

    private static final List<String> LEFT_OUT = List.of(".git", ".avenant", ".idea", "target");

    private Checkout() {}

    static void copy(Path from, Path to) {
        try (Stream<Path> entries = Files.list(from)) {
            Files.createDirectories(to);
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                Path copy = to.resolve(name);
                if (name.equals("target")) {
                    linkApp(entry, copy);
                } else if (Files.isDirectory(entry) && !LEFT_OUT.contains(name)) {
                    copy(entry, copy);
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
