package dev.avenant.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The command as a program of its own, for scripts that call it; it runs the classes of this build. */
final class InstalledCommand {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dslf4j.internal.verbosity=ERROR");

    private InstalledCommand() {}

    /** Writes a program {@code avenant} into a folder. */
    static Path in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path program = Files.writeString(folder.resolve("avenant"), """
                #!/bin/sh
                exec '%s' %s '-XX:SharedArchiveFile=%s' -Xlog:disable -Xlog:all=error:stderr -cp '%s' dev.avenant.cli.Avenant "$@"
                """.formatted(
                        JAVA, String.join(" ", OPTIONS), Classes.ARCHIVE, Classes.PATH));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + program + " executable");
        }
        return program;
    }

    /** The classes, laid out once for all starts of all tests; the JVM does that of jars alone. */
    private static final class Classes {
        private static final String PATH;
        private static final Path ARCHIVE;

        static {
            try {
                Path folder = Files.createTempDirectory("avenant-classes");
                folder.toFile().deleteOnExit();
                PATH = jars(folder);
                ARCHIVE = folder.resolve("classes.jsa");
                ARCHIVE.toFile().deleteOnExit();
                List<String> command = new ArrayList<>(List.of(JAVA, "-XX:ArchiveClassesAtExit=" + ARCHIVE));
                command.addAll(OPTIONS);
                command.addAll(List.of("-Xlog:disable", "-cp", PATH, "dev.avenant.cli.Avenant", "training-run"));
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new ExceptionInInitializerError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ExceptionInInitializerError(e);
            }
        }

        private static String jars(Path folder) throws IOException {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> jars = new ArrayList<>();
            for (String entry : List.of(classPath.split(File.pathSeparator, -1))) {
                Path path = Path.of(entry).toAbsolutePath();
                if (!Files.isDirectory(path)) {
                    jars.add(path.toString());
                } else if (!path.endsWith("test-classes")) {
                    jars.add(jar(path, folder.resolve(jars.size() + ".jar")).toString());
                }
            }
            return String.join(File.pathSeparator, jars);
        }

        private static Path jar(Path classes, Path jar) throws IOException {
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(file);
                    Stream<Path> all = Files.walk(classes)) {
                for (Path each : all.filter(Files::isRegularFile).toList()) {
                    entries.putNextEntry(
                            new JarEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                    Files.copy(each, entries);
                    entries.closeEntry();
                }
            }
            jar.toFile().deleteOnExit();
            return jar;
        }
    }
}
