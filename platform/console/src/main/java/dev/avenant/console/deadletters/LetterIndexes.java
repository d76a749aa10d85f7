package dev.avenant.console.deadletters;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.operations.letters.LetterIndex;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTarget;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;

/** What dead-letter topics hold, without the bytes; kept for a while, so that a page reads what is new alone. */
@PerCluster
class LetterIndexes {

    /** Of a topic that nobody looks at any more. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    private static final int MOST_TOPICS = 500;

    /** About as much as a letter takes. */
    private static final long BYTES_PER_LETTER = 400;

    private final KafkaConnection kafka;
    private final long mostLetters;
    private final Map<Key, Integer> sizes = new ConcurrentHashMap<>();
    private final LoadingCache<Key, LetterIndex> indexes = Caffeine.newBuilder()
            .expireAfterAccess(KEPT)
            .maximumSize(MOST_TOPICS)
            .build(key -> new LetterIndex(LetterSource.of(key.topic()), key.target()));

    @Autowired
    LetterIndexes(KafkaConnection kafka) {
        this(kafka, Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_LETTER);
    }

    /** @param mostLetters of how many letters all indexes together know, unless one alone knows more */
    LetterIndexes(KafkaConnection kafka, long mostLetters) {
        this.kafka = kafka;
        this.mostLetters = mostLetters;
    }

    private record Key(String topic, LetterTarget target) {}

    /**
     * A topic's index, read on.
     *
     * @param target where its letters are replayed to, to see whether they were
     * @param budget how long to read on
     */
    LetterIndex of(String topic, LetterTarget target, Duration budget) {
        Key key = new Key(topic, target);
        LetterIndex index = indexes.get(key);
        return kafka.ask(() -> {
            index.refresh(kafka, budget);
            sizes.put(key, index.letters());
            makeRoom(key);
            return index;
        });
    }

    /** Forgets what nobody looked at for longest: an address may name any target, each with an index of its own. */
    private void makeRoom(Key looksAt) {
        sizes.keySet().retainAll(indexes.asMap().keySet());
        Set<Key> oldestFirst = indexes.policy()
                .expireAfterAccess()
                .map(policy -> policy.oldest(MOST_TOPICS).keySet())
                .orElse(Set.of());
        for (Key key : oldestFirst) {
            if (letters() > mostLetters && !key.equals(looksAt)) {
                indexes.invalidate(key);
                sizes.remove(key);
            }
        }
    }

    /** Of how many letters all indexes know. */
    long letters() {
        return sizes.values().stream().mapToLong(Integer::longValue).sum();
    }
}
