package jobplatform.search.index;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds the index that answers, which another replaces when the jobs were read anew. */
@Component
class IndexHolder {

    private final SearchAnalyzer analyzer = new SearchAnalyzer();
    private final AtomicReference<@Nullable JobIndex> current = new AtomicReference<>();

    SearchAnalyzer analyzer() {
        return analyzer;
    }

    /** @throws IndexNotReadyException if there is none yet */
    JobIndex current() {
        JobIndex index = current.get();
        if (index == null) {
            throw new IndexNotReadyException();
        }
        return index;
    }

    /**
     * Searches the index that answers; when that is replaced just then, the one that replaces it.
     *
     * @throws IndexNotReadyException if there is none yet
     */
    <T> T search(JobIndex.Search<T> search) {
        while (true) {
            JobIndex index = current();
            try {
                return index.search(search);
            } catch (AlreadyClosedException closed) {
                if (current() == index) {
                    throw closed;
                }
            }
        }
    }

    boolean isReady() {
        return current.get() != null;
    }

    /** Makes it the one that answers, and hands back the former one. */
    @Nullable
    JobIndex replace(@Nullable JobIndex next) {
        return current.getAndSet(next);
    }
}
