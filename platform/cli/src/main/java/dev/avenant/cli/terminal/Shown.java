package dev.avenant.cli.terminal;

import java.nio.file.Path;

/** Paths as messages name them: from where the command was called, if the file is below. */
public final class Shown {
    private Shown() {}

    public static String path(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString().replace('\\', '/');
    }
}
