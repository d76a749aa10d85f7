package jobplatform.analytics.stream;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Has all stores of the process share one piece of memory: RocksDB would otherwise take up to a hundred megabytes for each, and
 * there is one for each store, partition and segment of time.
 */
public final class RocksDbLimits implements RocksDBConfigSetter {

    /** The setting that says how many bytes, as a number. */
    static final String MEMORY = "jobplatform.figures.memory";

    private static final long BLOCK_BYTES = 16 * 1024L;
    private static final int WRITE_BUFFERS = 2;
    private static final Object LOCK = new Object();

    /** What is shared lives as long as the process does: stores are opened and closed whenever work is divided anew. */
    private static @Nullable Shared shared;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        Shared memory = shared(((Number) Objects.requireNonNull(settings.get(MEMORY), MEMORY)).longValue());
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        table.setBlockSize(BLOCK_BYTES);
        options.setWriteBufferManager(memory.writeBuffers);
        options.setWriteBufferSize(memory.writeBufferBytes);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        options.setTableFormatConfig(table);
    }

    @Override
    public void close(String store, Options options) {
        // What is shared is not the store's.
    }

    private static Shared shared(long bytes) {
        synchronized (LOCK) {
            Shared known = shared;
            if (known == null) {
                known = new Shared(bytes);
                shared = known;
            }
            return known;
        }
    }

    /** The cache, in which what is not written yet counts too. */
    private static final class Shared {

        private static final int SHARD_BITS = -1;
        private static final double FOR_INDEX = 0.1;

        private final Cache cache;
        private final WriteBufferManager writeBuffers;
        private final long writeBufferBytes;

        Shared(long bytes) {
            cache = new LRUCache(bytes, SHARD_BITS, false, FOR_INDEX);
            writeBuffers = new WriteBufferManager(bytes / 2, cache);
            writeBufferBytes = Math.max(bytes / 16, 64 * 1024L);
        }
    }
}
