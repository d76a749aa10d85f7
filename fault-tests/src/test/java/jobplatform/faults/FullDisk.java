package jobplatform.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The disk of Kafka and PostgreSQL has no byte left for a while. What ends of that is started again when there is space.
 *
 * @param folder on that disk
 */
record FullDisk(Path folder, Duration time, List<String> components) implements Fault {

    private static final long MEGABYTE = 1024 * 1024;

    @Override
    public Set<String> victims() {
        return new HashSet<>(components);
    }

    @Override
    public void happenTo(Platform platform) throws IOException, InterruptedException {
        Path ballast = folder.resolve("ballast");
        try {
            fill(ballast);
            Thread.sleep(time.toMillis());
        } finally {
            Files.deleteIfExists(ballast);
        }
        // A broker whose disk failed may run on without it, or end a moment later.
        platform.brokers().forEach(platform::kill);
        Processes.atOnce(components, platform::bringUp);
    }

    private void fill(Path ballast) throws IOException, InterruptedException {
        long free = Files.getFileStore(folder).getUsableSpace();
        new ProcessBuilder("fallocate", "-l", Long.toString(Math.max(1, free - MEGABYTE)), ballast.toString())
                .start()
                .waitFor();
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            file.seek(file.length());
            byte[] bytes = new byte[4096];
            while (true) {
                file.write(bytes);
            }
        } catch (IOException full) {
            requireFull(full);
        }
    }

    private static void requireFull(IOException full) throws IOException {
        if (!String.valueOf(full.getMessage()).contains("No space left")) {
            throw full;
        }
    }

    @Override
    public String toString() {
        return "FULL DISK of " + String.join(" and ", components) + " for " + time.toSeconds() + " s";
    }
}
