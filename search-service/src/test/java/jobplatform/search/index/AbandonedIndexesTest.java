package jobplatform.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process left of its index that was killed. */
@Tag("process")
class AbandonedIndexesTest {

    private static final Duration LONG_AGO = Duration.ofMinutes(2);

    @TempDir
    private Path files;

    private final List<Process> writers = new ArrayList<>();

    @Test
    @SuppressWarnings("try") // the index is only to be made
    void areDeletedWhenANewOneIsMadeAndThoseOfLivingProcessesAreNot() throws Exception {
        // Given an index of this process, one of another that lives, one of another that was killed, and one that was
        // just begun
        JobIndex own = JobIndex.createIn(files, new IndexHolder().analyzer());
        Path ownFiles = only(files);
        Path living = Files.createDirectory(files.resolve("search-index-living"));
        Path killed = Files.createDirectory(files.resolve("search-index-killed"));
        Path young = Files.createDirectory(files.resolve("search-index-young"));
        Path another = Files.createDirectory(files.resolve("another"));
        writer(living);
        writer(killed).destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        for (Path old : new Path[] {ownFiles, living, killed, another}) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(LONG_AGO)));
        }

        // When one is made
        try (JobIndex next = JobIndex.createIn(files, new IndexHolder().analyzer())) {

            // Then only what the killed one left is gone
            assertThat(killed).doesNotExist();
            assertThat(living).isNotEmptyDirectory();
            assertThat(ownFiles).isNotEmptyDirectory();
            assertThat(young).exists();
            assertThat(another).exists();
        } finally {
            own.close();
        }
    }

    @AfterEach
    void end() {
        writers.forEach(Process::destroyForcibly);
    }

    private static Path only(Path parent) throws IOException {
        try (Stream<Path> found = Files.list(parent)) {
            return found.findFirst().orElseThrow();
        }
    }

    /** Another process that has an index there. */
    private Process writer(Path index) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Writer.class.getName(), index.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        writers.add(process);
        assertThat(process.inputReader().readLine()).isEqualTo("open");
        return process;
    }

    /** Holds an index until it is killed. */
    static final class Writer {

        private Writer() {}

        @SuppressWarnings("try") // the writer is only to be there
        public static void main(String[] arguments) throws Exception {
            try (FSDirectory directory = FSDirectory.open(Path.of(arguments[0]));
                    IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
                System.out.println("open");
                Thread.currentThread().join();
            }
        }
    }
}
