package dev.avenant.stack.internal;

import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program of this repository, run by a JVM that is set for a quick start and little memory.
 *
 * @param name what it is called in messages
 * @param target what tells the JVM what to run: {@code -jar} and the jar, or a class path and a class
 * @param heapMegabytes the most heap it may use
 * @param arguments what follows on the command line
 * @param archive where its classes are archived for the next start, or null when its class path cannot be archived
 */
record JavaProgram(
        String name,
        List<String> target,
        int heapMegabytes,
        List<String> arguments,
        @Nullable ClassArchive archive) {

    JavaProgram {
        target = List.copyOf(target);
        arguments = List.copyOf(arguments);
    }

    /** The program in that jar, with what a stack with those options archives of it. */
    static JavaProgram in(Path jar, StackOptions options, int heapMegabytes, List<String> arguments) {
        requireBuilt(jar);
        String name = nameOf(jar);
        ClassArchive archive = ClassArchive.of(options.cache(), name, jar, options.archiveClasses());
        return new JavaProgram(name, List.of("-jar", jar.toString()), heapMegabytes, arguments, archive);
    }

    /** The jar that a module of the repository is packaged to. */
    static Path jarOf(Path module) {
        return module.resolve("target").resolve("app").resolve(module.getFileName() + ".jar");
    }

    /** Refuses when a module is not built. */
    static void requireBuilt(Path jar) {
        if (!Files.exists(jar)) {
            throw new StackException(nameOf(jar) + " is not built: " + jar
                    + " is missing. Run ./mvnw -DskipTests package and try again.");
        }
    }

    private static String nameOf(Path jar) {
        return String.valueOf(jar.getFileName()).replace(".jar", "");
    }

    /**
     * The whole command line.
     *
     * @param temporary the folder of its temporary files
     */
    List<String> command(Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(Machine.java().toString());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Xmx" + heapMegabytes + "m");
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of("-Xss512k", "-XX:ReservedCodeCacheSize=64m"));
        // Of the heap less is for what is new than usual, so that as much is left for what stays in a smaller one.
        // Of that, more than usual for what outlives a collection, so that less of it fills the rest, whose collection
        // halts for long.
        command.addAll(List.of("-XX:NewRatio=4", "-XX:SurvivorRatio=3"));
        // What the C library keeps of memory that was freed; JDKs before 17.0.9 do not know how to give it back.
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TrimNativeHeapInterval=30000"));
        if (archive != null) {
            command.addAll(archive.flags());
        }
        command.addAll(target);
        command.addAll(arguments);
        return command;
    }

    /** Whether a run that ends in order writes an archive of its classes. */
    boolean archivesClasses() {
        return archive != null && archive.isToBeWritten();
    }

    /** To be called after it ended in order: what it archived serves the next start. */
    void ended() {
        if (archive != null) {
            archive.keep();
        }
    }
}
