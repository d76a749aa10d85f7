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

    @Test
    void areNoFoldersOfSomebodyElseWhateverTheirNames() throws Exception {
        // Given a committed index, a folder of something else, a link to one, and a file, all with such names and old
        Path committed = Files.createDirectory(files.resolve("search-index-committed"));
        try (FSDirectory directory = FSDirectory.open(committed);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.commit();
        }
        Path notes = Files.createDirectory(files.resolve("search-index-notes"));
        Files.writeString(notes.resolve("notes.txt"), "not of an index");
        Path elsewhere = Files.createDirectory(files.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(files.resolve("search-index-link"), elsewhere);
        Path file = Files.writeString(files.resolve("search-index-file"), "no folder");
        for (Path old : new Path[] {committed, notes, elsewhere, file}) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(LONG_AGO)));
        }

        // When an index is made
        JobIndex.createIn(files, new IndexHolder().analyzer()).close();

        // Then they are as they were
        assertThat(committed).isNotEmptyDirectory();
        assertThat(notes).isDirectoryContaining("glob:**notes.txt");
        try (Stream<Path> left = Files.list(notes)) {
            assertThat(left).hasSize(1);
        }
        assertThat(link).isSymbolicLink();
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(file).exists();
    }

    /** It has lost the file of its lock, and not the others yet. */
    @Test
    void areDeletedWhenWhoeverDeletedOneWasKilledInTheMiddle() throws Exception {
        Path half = Files.createDirectory(files.resolve("search-index-half"));
        Files.createFile(half.resolve("_0.cfs"));
        Path empty = Files.createDirectory(files.resolve("search-index-empty"));
        for (Path old : new Path[] {half, empty}) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(LONG_AGO)));
        }

        JobIndex.createIn(files, new IndexHolder().analyzer()).close();

        assertThat(half).doesNotExist();
        assertThat(empty).doesNotExist();
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
