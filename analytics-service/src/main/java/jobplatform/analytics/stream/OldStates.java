package jobplatform.analytics.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Throws away what a store knows and nothing needs any longer; a part of the store each time, so that no event waits for it. */
final class OldStates<V> {

    private static final int PART = 5_000;

    private final KeyValueStore<String, V> store;
    private final Over<V> over;
    private @Nullable String last;

    /** Whether a state is needed no longer when all that comes happened after a time. */
    @FunctionalInterface
    interface Over<V> {

        boolean isOverBefore(V state, Instant time);
    }

    OldStates(KeyValueStore<String, V> store, Over<V> over) {
        this.store = store;
        this.over = over;
    }

    /** Looks at the next part of the store. */
    void forgetBefore(Instant time) {
        forget(state -> over.isOverBefore(state, time));
    }

    private void forget(Predicate<V> isOver) {
        List<String> forgotten = new ArrayList<>();
        try (KeyValueIterator<String, V> entries = store.range(last, null)) {
            int looked = 0;
            while (looked < PART && entries.hasNext()) {
                KeyValue<String, V> entry = entries.next();
                if (isOver.test(entry.value)) {
                    forgotten.add(entry.key);
                }
                last = entry.key;
                looked++;
            }
            if (!entries.hasNext()) {
                last = null;
            }
        }
        forgotten.forEach(store::delete);
    }
}
