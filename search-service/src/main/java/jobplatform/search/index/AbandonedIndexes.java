package jobplatform.search.index;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The files of processes that were killed, which nobody reads again: one that lives holds the lock of its index. In such a
 * folder there is nothing but what Lucene writes before a commit, and no index here is ever committed; whatever else has
 * such a name is somebody else's.
 */
final class AbandonedIndexes {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedIndexes.class);

    /** Whoever makes an index has its lock long before. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private AbandonedIndexes() {}

    /** Deletes those below that folder; what cannot be deleted stays, and is told of. */
    static void deleteIn(Path parent) {
        try (DirectoryStream<Path> indexes = Files.newDirectoryStream(parent, AbandonedIndexes::isFolderOfAnIndex)) {
            for (Path index : indexes) {
                deleteIfAbandoned(index);
            }
        } catch (IOException failed) {
            LOG.warn("Indexes that other processes left in {} are not deleted: {}", parent, failed.toString());
        }
    }

    private static boolean isFolderOfAnIndex(Path file) {
        return file.getFileName().toString().startsWith(JobIndex.FOLDER_PREFIX)
                && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static void deleteIfAbandoned(Path index) {
        try {
            if (Files.getLastModifiedTime(index)
                            .toInstant()
                            .isBefore(Instant.now().minus(YOUNG))
                    && isUncommitted(index)
                    && !isHeld(index)
                    && FileSystemUtils.deleteRecursively(index)) {
                LOG.info("Deleted an index that a process left which did not end in order: {}", index);
            }
        } catch (IOException failed) {
            LOG.warn("An index that another process left is not deleted: {}: {}", index, failed.toString());
        }
    }

    private static boolean isUncommitted(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            return files.map(file -> file.getFileName().toString())
                    .allMatch(name -> name.equals(IndexWriter.WRITE_LOCK_NAME)
                            || IndexFileNames.CODEC_FILE_PATTERN.matcher(name).matches());
        }
    }

    private static boolean isHeld(Path index) throws IOException {
        try (FSDirectory directory = FSDirectory.open(index)) {
            directory.obtainLock(IndexWriter.WRITE_LOCK_NAME).close();
            return false;
        } catch (LockObtainFailedException held) {
            return true;
        }
    }
}
