package jobplatform.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A disk of its own in a file, where the machine lets these tests mount one. */
final class SmallDisk implements AutoCloseable {

    private static final long BYTES = 1024L * 1024 * 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** A disk that is mounted there, or empty where that is not allowed. */
    static Optional<SmallDisk> at(Path folder) throws IOException {
        Path file = folder.resolveSibling(folder.getFileName() + ".img");
        Files.createDirectories(folder);
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.setLength(BYTES);
        }
        boolean isMounted = succeeds("mkfs.ext4", "-q", "-F", "-m", "0", file.toString())
                && succeeds("mount", "-o", "loop", file.toString(), folder.toString());
        // A mount outlives its file's name.
        Files.delete(file);
        return isMounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        var unused = succeeds("umount", "-l", folder.toString());
    }
}
