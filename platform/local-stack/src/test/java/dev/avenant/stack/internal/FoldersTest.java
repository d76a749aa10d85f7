package dev.avenant.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class FoldersTest {

    private static final int WRITERS = 4;
    private static final int FILES = 2_000;

    @TempDir
    private Path home;

    @Test
    void areDeletedWhoeverStillWritesIntoThem() throws Exception {
        // Given folders in which files come and go
        Path data = home.resolve("data");
        CountDownLatch writing = new CountDownLatch(WRITERS);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            Future<?>[] ends = new Future<?>[WRITERS];
            for (int i = 0; i < WRITERS; i++) {
                Path folder = Files.createDirectories(data.resolve("deep").resolve("writer-" + i));
                ends[i] = writers.submit(() -> write(folder, writing));
            }
            writing.await();

            // When they are deleted
            Folders.delete(data);

            // Then all of them are gone, and stay so when the last one has stopped writing
            assertThat(data).doesNotExist();
            for (Future<?> end : ends) {
                end.get();
            }
            assertThat(data).doesNotExist();
        } finally {
            writers.shutdownNow();
        }
    }

    /** Ends with its folder, or with the last file. */
    private static void write(Path folder, CountDownLatch writing) {
        try {
            for (int i = 0; i < FILES; i++) {
                Files.writeString(folder.resolve("file-" + i), "written");
                Files.deleteIfExists(folder.resolve("file-" + (i - 10)));
                if (i == 100) {
                    writing.countDown();
                }
            }
        } catch (NoSuchFileException deleted) {
            // Then there is nothing left to write into.
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
