package dev.avenant.stack.command;

import dev.avenant.stack.config.StackException;
import dev.avenant.stack.internal.ProcessIdentity;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a running stack takes orders. The file that holds this is readable for its owner alone, and whoever does not
 * know the token is not listened to.
 *
 * @param stack the process that takes the orders
 * @param port on the loopback address
 * @param token what an order must begin with
 * @param ports where the components of the stack listen, by their names
 */
record ControlAddress(ProcessIdentity stack, int port, String token, Map<String, Integer> ports) {

    private static final String FILE = "control";
    private static final String COMPONENT = "component.";
    private static final int LARGEST_PORT = 65_535;

    ControlAddress {
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("port must be between 1 and " + LARGEST_PORT + " but was " + port);
        }
        ports = Map.copyOf(ports);
    }

    /** The file that holds it. */
    static Path file(Path run) {
        return run.resolve(FILE);
    }

    void write(Path run) {
        Properties properties = new Properties();
        stack.writeTo(properties);
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("token", token);
        ports.forEach((name, listens) -> properties.setProperty(COMPONENT + name, Integer.toString(listens)));
        try {
            Path half = Files.createTempFile(run, FILE, ".tmp");
            if (half.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(
                        half, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            }
            try (Writer out = Files.newBufferedWriter(half)) {
                properties.store(out, null);
            }
            Files.move(half, file(run), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new StackException("Cannot write in " + run + ": " + failed.getMessage(), failed);
        }
    }

    /** Deletes the file, unless it is that of another stack that runs by now. */
    static void delete(Path run) {
        if (ofRunning(run)
                .filter(other -> other.stack().pid() != ProcessHandle.current().pid())
                .isPresent()) {
            return;
        }
        try {
            Files.deleteIfExists(file(run));
        } catch (IOException failed) {
            throw new StackException("Cannot delete " + file(run) + ": " + failed.getMessage(), failed);
        }
    }

    /** That of the stack that runs; a crashed stack leaves its note behind, and others may listen on its port. */
    static Optional<ControlAddress> ofRunning(Path run) {
        return read(run).filter(address -> address.stack().running().isPresent());
    }

    private static Optional<ControlAddress> read(Path run) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file(run))) {
            properties.load(in);
            Map<String, Integer> ports = new HashMap<>();
            for (String key : properties.stringPropertyNames()) {
                if (key.startsWith(COMPONENT)) {
                    ports.put(key.substring(COMPONENT.length()), Integer.valueOf(properties.getProperty(key)));
                }
            }
            return Optional.of(new ControlAddress(
                    ProcessIdentity.readFrom(properties),
                    Integer.parseInt(properties.getProperty("port", "")),
                    properties.getProperty("token", ""),
                    ports));
        } catch (IOException | IllegalArgumentException absentOrEdited) {
            return Optional.empty();
        }
    }
}
