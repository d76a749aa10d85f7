package dev.avenant.stack.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes of one program as its JVM laid them out the last time, which makes the next start quicker.
 *
 * <p>A run that is told to writes the archive when it ends in order; later runs with the same jars and the same JDK map it. A run
 * that is killed leaves none. A build may have put one beside the jar. One that is cut off is not mapped, and one that does not
 * fit is passed over by the JVM: nothing depends on it. The JVM reads one through before it maps it, which makes all of it
 * resident, unless a run has kept it here and nobody has written to it since. It is mapped where it was made for: anywhere else,
 * which the JVM would choose at random, each address in it is written anew, and its pages are the process's own.
 */
final class ClassArchive {

    private static final int KEY_LENGTH = 16;
    /** What the name of a file ends with that says how many bytes an archive has. */
    private static final String SIZE = ".size";

    private final Path archive;
    private final Path builtBeside;
    private final Path unfinished;
    private final Pattern names;
    private final boolean writable;

    private ClassArchive(Path folder, String name, Path jar, boolean writable) throws IOException {
        String key = key(jar);
        this.names =
                Pattern.compile(Pattern.quote(name) + "-[0-9a-f]{" + KEY_LENGTH + "}\\.(jsa|jsa\\.size|\\d+\\.part)");
        this.builtBeside = jar.resolveSibling(name + ".jsa");
        this.writable = writable;
        this.archive = folder.resolve(name + "-" + key + ".jsa");
        this.unfinished =
                folder.resolve(name + "-" + key + "." + ProcessHandle.current().pid() + ".part");
    }

    /**
     * The archive of the program in that jar, whose libraries are in {@code lib} beside it.
     *
     * @param writable whether a run without an archive writes one when it ends, which takes it some seconds
     */
    static ClassArchive of(Path cache, String name, Path jar, boolean writable) {
        try {
            Path folder = Files.createDirectories(cache.resolve("classes"));
            return new ClassArchive(folder, name, jar, writable);
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not look at the jars beside " + jar, failed);
        }
    }

    /** What to give to the JVM: read the archive, or write it in the end when there is none. */
    List<String> flags() {
        List<String> flags = new ArrayList<>(List.of("-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        flags.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
        flags.add(isWhole(archive) && isAsKept() ? "-XX:-VerifySharedSpaces" : "-XX:+VerifySharedSpaces");
        if (isToBeWritten()) {
            flags.add("-XX:ArchiveClassesAtExit=" + unfinished);
        } else if (isWhole(archive)) {
            flags.add("-XX:SharedArchiveFile=" + archive);
        } else if (isWhole(builtBeside)) {
            flags.add("-XX:SharedArchiveFile=" + builtBeside);
        }
        return flags;
    }

    /** Whether a run that ends in order now writes one. */
    boolean isToBeWritten() {
        return writable && !isWhole(archive) && !isWhole(builtBeside);
    }

    /** The JVM finds out what is wrong inside an archive, and dies of one that is cut off. */
    private static boolean isWhole(Path archive) {
        try {
            String size = Files.readString(sizeOf(archive));
            return size.strip().equals(String.valueOf(Files.size(archive)));
        } catch (IOException missing) {
            return false;
        }
    }

    /** Whether nobody has written to the archive since it was kept, which was before its size was written down. */
    private boolean isAsKept() {
        try {
            return Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(sizeOf(archive))) <= 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Puts what an ordered end has written into place, and drops the archives of earlier builds. */
    void keep() {
        if (!Files.exists(unfinished)) {
            return;
        }
        try (Stream<Path> files = Files.list(archive.getParent())) {
            for (Path old : files.filter(this::isOfNoUse).toList()) {
                Files.deleteIfExists(old);
            }
            forceToDisk(unfinished);
            Files.writeString(sizeOf(archive), String.valueOf(Files.size(unfinished)));
            Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not keep the class archive " + archive, failed);
        }
    }

    /** What is not read through before it is mapped must be there after a loss of power too. The JVM lets nobody write to it. */
    private static void forceToDisk(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path sizeOf(Path archive) {
        return archive.resolveSibling(archive.getFileName() + SIZE);
    }

    /** One of an earlier build, or one that a run did not finish. */
    private boolean isOfNoUse(Path file) {
        return !file.equals(unfinished)
                && names.matcher(file.getFileName().toString()).matches();
    }

    private static String key(Path jar) throws IOException {
        StringBuilder inputs = new StringBuilder(System.getProperty("java.vm.version", ""))
                .append(System.getProperty("java.home"))
                .append(jar);
        describe(jar, inputs);
        Path libraries = jar.resolveSibling("lib");
        if (Files.isDirectory(libraries)) {
            try (Stream<Path> files = Files.list(libraries)) {
                for (Path library : files.sorted().toList()) {
                    describe(library, inputs);
                }
            }
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(inputs.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, KEY_LENGTH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    private static void describe(Path file, StringBuilder into) throws IOException {
        into.append('|').append(file.getFileName());
        into.append(':').append(Files.size(file));
        into.append(':').append(Files.getLastModifiedTime(file).toMillis());
    }
}
