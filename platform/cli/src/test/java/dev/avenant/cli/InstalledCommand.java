package dev.avenant.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command as a program of its own, for scripts that call it; it runs the classes of this build. */
final class InstalledCommand {
    private InstalledCommand() {}

    /** Writes a program {@code avenant} into a folder. */
    static Path in(Path folder) throws IOException {
        Files.createDirectories(folder);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        StringBuilder absolute = new StringBuilder();
        for (String entry : List.of(classPath.split(File.pathSeparator, -1))) {
            absolute.append(absolute.isEmpty() ? "" : File.pathSeparator)
                    .append(Path.of(entry).toAbsolutePath());
        }
        Path program = Files.writeString(folder.resolve("avenant"), """
                #!/bin/sh
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dslf4j.internal.verbosity=ERROR -cp '%s' dev.avenant.cli.Avenant "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"), absolute));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + program + " executable");
        }
        return program;
    }
}
