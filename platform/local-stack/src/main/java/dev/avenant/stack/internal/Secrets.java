package dev.avenant.stack.internal;

import dev.avenant.stack.config.StackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * Random texts of a stack, one a file that its user alone may read. Each is made when it is first asked for, and stays as
 * long as the data that came to know it.
 *
 * <p>A secret is written beside its file, which it becomes as a whole, and one process at a time does so: who asks at the same
 * moment gets the same one, and a process that is killed leaves none that is half written.
 */
public final class Secrets {

    private static final int BYTES = 18;

    private final Path folder;

    /** Those of a stack with these folders. */
    public Secrets(Folders folders) {
        this.folder = folders.data().resolve("secrets");
    }

    /** The file that holds the secret of that name. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** The secret of that name, which is made when there is none. */
    public String get(String name) {
        Path file = file(name);
        try {
            if (!isMade(file)) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException failed) {
            throw new StackException(
                    "Cannot read or write " + file + ": " + Folders.reason(failed)
                            + ". Make it writable for this user, or choose another folder with --home.",
                    failed);
        }
    }

    /** An empty file is what a killed process of a former release left. */
    private static boolean isMade(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) > 0;
    }

    private void make(Path file) throws IOException {
        Files.createDirectories(folder, permissions("rwx------"));
        // A lock of a file holds off other processes alone.
        synchronized (Secrets.class) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(".lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            permissions("rw-------"));
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !isMade(file)) {
                    write(file);
                }
            }
        }
    }

    private void write(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path beside = folder.resolve("." + file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, permissions("rw-------"));
        Files.writeString(
                beside, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + System.lineSeparator());
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private FileAttribute<?>[] permissions(String text) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
                : new FileAttribute<?>[0];
    }
}
