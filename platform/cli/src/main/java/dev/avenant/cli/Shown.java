package dev.avenant.cli;

import java.nio.file.Path;

/** Paths as messages name them: from where the command was called, if the file is below. */
final class Shown {
    private Shown() {}

    static String path(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString().replace('\\', '/');
    }
}
