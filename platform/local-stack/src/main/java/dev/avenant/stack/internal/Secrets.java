package dev.avenant.stack.internal;

import dev.avenant.stack.config.StackException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Random texts of a stack, one a file that its user alone may read. Each is made when it is first asked for, and stays as
 * long as the data that came to know it.
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
            if (!Files.exists(file)) {
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

    private void make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(folder, permissions("rwx------"));
        try {
            Files.createFile(file, permissions("rw-------"));
        } catch (FileAlreadyExistsException raced) {
            return;
        }
        Files.writeString(
                file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + System.lineSeparator());
    }

    private FileAttribute<?>[] permissions(String text) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
                : new FileAttribute<?>[0];
    }
}
