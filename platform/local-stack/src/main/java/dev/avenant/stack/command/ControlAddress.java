package dev.avenant.stack.command;

import dev.avenant.stack.StackException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a running stack takes orders. The file that holds this is readable for its owner alone, and whoever does not
 * know the token is not listened to.
 *
 * @param port on the loopback address
 * @param token what an order must begin with
 */
record ControlAddress(int port, String token) {

    private static final String FILE = "control";

    void write(Path run) {
        Properties properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("token", token);
        try {
            Path half = Files.createTempFile(run, FILE, ".tmp");
            if (half.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(
                        half, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            }
            try (Writer out = Files.newBufferedWriter(half)) {
                properties.store(out, null);
            }
            Files.move(half, run.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new StackException("Cannot write in " + run + ": " + failed.getMessage(), failed);
        }
    }

    static void delete(Path run) {
        try {
            Files.deleteIfExists(run.resolve(FILE));
        } catch (IOException failed) {
            throw new StackException("Cannot delete " + run.resolve(FILE) + ": " + failed.getMessage(), failed);
        }
    }

    static Optional<ControlAddress> read(Path run) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(run.resolve(FILE))) {
            properties.load(in);
            return Optional.of(new ControlAddress(
                    Integer.parseInt(properties.getProperty("port", "")), properties.getProperty("token", "")));
        } catch (IOException | NumberFormatException absent) {
            return Optional.empty();
        }
    }
}
