package dev.avenant.console.deadletters;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.avenant.console.topics.KafkaConnection;
import dev.avenant.operations.letters.LetterIndex;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTarget;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What dead-letter topics hold, without the bytes; kept for a while, so that a page reads what is new alone. */
@Component
class LetterIndexes {

    /** Of a topic that nobody looks at any more. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    private static final long MOST_TOPICS = 500;

    private final KafkaConnection kafka;
    private final LoadingCache<Key, LetterIndex> indexes = Caffeine.newBuilder()
            .expireAfterAccess(KEPT)
            .maximumSize(MOST_TOPICS)
            .build(key -> new LetterIndex(LetterSource.of(key.topic()), key.target()));

    LetterIndexes(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    private record Key(String topic, LetterTarget target) {}

    /**
     * A topic's index, read on.
     *
     * @param target where its letters are replayed to, to see whether they were
     * @param budget how long to read on
     */
    LetterIndex of(String topic, LetterTarget target, Duration budget) {
        LetterIndex index = indexes.get(new Key(topic, target));
        return kafka.ask(() -> {
            index.refresh(kafka, budget);
            return index;
        });
    }
}
