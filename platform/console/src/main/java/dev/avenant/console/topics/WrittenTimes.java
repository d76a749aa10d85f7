package dev.avenant.console.topics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * When the first records from an offset on were written. It is known for a minute: later the first one may be another, since
 * what was there was deleted, or the topic is another one of the same name.
 */
final class WrittenTimes {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Cache<Place, Long> times;

    WrittenTimes(Ticker ticker) {
        times = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(KEPT)
                .maximumSize(MOST)
                .build();
    }

    private record Place(TopicPartition partition, long offset) {}

    /** In milliseconds since the epoch; null when it is not known, or not any more. */
    @Nullable
    Long of(TopicPartition partition, long offset) {
        return times.getIfPresent(new Place(partition, offset));
    }

    void put(TopicPartition partition, long offset, long millis) {
        times.put(new Place(partition, offset), millis);
    }
}
