package jobplatform.search.index;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import jobplatform.search.readmodel.OpenJob;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FileSwitchDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The open jobs of one generation, in files of this process that are deleted when it is closed. What is written is found
 * from the next {@link #refresh} on.
 */
final class JobIndex implements Closeable {

    /** How the names of their folders begin. */
    static final String FOLDER_PREFIX = "search-index-";

    private static final double WRITE_BUFFER_MEGABYTES = 8;

    private static final String STORED_FIELDS_EXTENSION = "fdt";

    /** What changed just now is small, and is merged before long: it is not worth a file. */
    private static final double LARGEST_CACHED_MEGABYTES = 2;

    private static final double CACHE_MEGABYTES = 8;

    private final Path files;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    private JobIndex(Path files, Directory directory, IndexWriter writer) throws IOException {
        this.files = files;
        this.directory = directory;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
                return new FacetingSearcher(reader);
            }
        });
    }

    /** An empty one, in a new folder below that one. */
    static JobIndex createIn(Path parent, Analyzer analyzer) {
        try {
            AbandonedIndexes.deleteIn(Files.createDirectories(parent));
            Path files = Files.createTempDirectory(parent, FOLDER_PREFIX);
            Directory directory = new NRTCachingDirectory(openFiles(files), LARGEST_CACHED_MEGABYTES, CACHE_MEGABYTES);
            return new JobIndex(files, directory, new IndexWriter(directory, settings(analyzer)));
        } catch (IOException failed) {
            throw new UncheckedIOException("No index can be written below " + parent, failed);
        }
    }

    /**
     * The files are mapped, which is quickest, but for the jobs themselves: a search reads a few of these only, and mapped, all that
     * were ever read would count as memory of this process, more than all other files.
     */
    private static Directory openFiles(Path files) throws IOException {
        return new FileSwitchDirectory(
                Set.of(STORED_FIELDS_EXTENSION), new NIOFSDirectory(files), FSDirectory.open(files), true);
    }

    /** Without files that hold a whole segment each, in which the jobs would be mapped with the rest. */
    private static IndexWriterConfig settings(Analyzer analyzer) {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setNoCFSRatio(0);
        return new IndexWriterConfig(analyzer)
                .setRAMBufferSizeMB(WRITE_BUFFER_MEGABYTES)
                .setUseCompoundFile(false)
                .setMergePolicy(merges);
    }

    void put(OpenJob job) {
        run(() -> writer.updateDocument(new Term(Fields.ID, job.id().toString()), JobDocuments.of(job)));
    }

    /** The same for an index that does not have the job yet, without looking for it. */
    void add(OpenJob job) {
        run(() -> writer.addDocument(JobDocuments.of(job)));
    }

    void remove(UUID jobId) {
        run(() -> writer.deleteDocuments(new Term(Fields.ID, jobId.toString())));
    }

    void removeAllOf(UUID employerId) {
        run(() -> writer.deleteDocuments(new Term(Fields.EMPLOYER_ID, employerId.toString())));
    }

    void refresh() {
        run(searchers::maybeRefreshBlocking);
    }

    /** What the search answers, from the jobs as they were at the last refresh. */
    <T> T search(Search<T> search) {
        try {
            FacetingSearcher searcher = (FacetingSearcher) searchers.acquire();
            try {
                return search.in(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The index cannot be read", failed);
        }
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.rollback();
        directory.close();
        FileSystemUtils.deleteRecursively(files);
    }

    private static void run(Write write) {
        try {
            write.run();
        } catch (IOException failed) {
            throw new UncheckedIOException("The index cannot be written", failed);
        }
    }

    /** A search of the index. */
    @FunctionalInterface
    interface Search<T> {
        T in(FacetingSearcher searcher) throws IOException;
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }
}
