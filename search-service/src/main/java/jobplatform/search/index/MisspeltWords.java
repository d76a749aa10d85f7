package jobplatform.search.index;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.Query;

/**
 * The words that were looked for last, as queries for what is nearly them. To make the automata of a long word takes longer than
 * to search with them, and most people look for the same words.
 */
final class MisspeltWords {

    private static final int MOST_EXPANSIONS = 50;
    private static final long MOST_BYTES = 12L * 1024 * 1024;
    /** Those that find a word are together about twice as large as the one that marks it. */
    private static final long AUTOMATA_OF_A_SIZE = 3;

    private final LoadingCache<String, Nearly> words = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .<String, Nearly>weigher((word, nearly) -> nearly.bytes())
            .build(MisspeltWords::make);

    /** The word with errors, of which a search forgives at least one. */
    Nearly of(String word) {
        return words.get(word);
    }

    /** What the kept ones take, roughly. */
    long bytes() {
        words.cleanUp();
        return words.policy()
                .eviction()
                .flatMap(eviction -> eviction.weightedSize().stream().boxed().findFirst())
                .orElse(0L);
    }

    private static Nearly make(String word) {
        int errors = Queries.errorsIn(word);
        AutomatonQuery marked = new AutomatonQuery(new Term(Fields.TEXT, word), WordPattern.nearly(word, errors));
        return new Nearly(
                new MisspeltWord(word, errors, MOST_EXPANSIONS),
                marked,
                Math.toIntExact(Math.min(MOST_BYTES, AUTOMATA_OF_A_SIZE * marked.ramBytesUsed())));
    }

    /**
     * What is nearly a word.
     *
     * @param found finds it in a field
     * @param marked finds it in a text
     * @param bytes what the automata take, roughly
     */
    record Nearly(MisspeltWord found, Query marked, int bytes) {}
}
