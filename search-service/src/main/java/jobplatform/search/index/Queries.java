package jobplatform.search.index;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Makes Lucene's queries of what somebody looks for.
 *
 * <p>A job's score is the sum of what each word is worth: most where it is in the title, then among the skills, in the
 * location, and anywhere; less where it only begins a word there, and least where it is nearly one. It depends on the job
 * and the query alone, not on the other jobs, so that a page can follow another while jobs come and go.
 */
final class Queries {

    /** Words beyond these do not count. */
    private static final int MOST_WORDS = 16;

    /** Up to so many words, all must be there; of more, three of four. */
    private static final int ALL_WORDS_OF = 3;

    private static final int SHORTEST_PREFIX = 2;
    private static final int SHORTEST_WITH_ONE_ERROR = 4;
    private static final int SHORTEST_WITH_TWO_ERRORS = 8;
    private static final int LONGEST_WITH_ERRORS = 40;

    private static final int WHOLE_PHRASE_IN_TITLE = 16;

    private final SearchAnalyzer analyzer;
    private final MisspeltWords misspeltWords = new MisspeltWords();

    Queries(SearchAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** Finds what has the words and meets the filters. */
    Query of(Query words, SearchCriteria criteria) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(words, Occur.MUST);
        addFilters(query, criteria);
        return query.build();
    }

    /**
     * Finds the same words in a text, to mark them there. Its automata are made once, and not for each text that is looked
     * at, nor for each search.
     */
    Query marking(String q) {
        List<String> words = wordsOf(q);
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Term term = new Term(Fields.TEXT, word);
            boolean isLast = i == words.size() - 1;
            any.add(
                    isLast || word.length() >= SHORTEST_PREFIX ? new PrefixQuery(term) : new TermQuery(term),
                    Occur.SHOULD);
            if (errorsIn(word) > 0) {
                any.add(misspeltWords.of(word).marked(), Occur.SHOULD);
            }
        }
        return any.build();
    }

    /** The query's words, without what goes beyond the limit. */
    List<String> wordsOf(String q) {
        List<String> words = analyzer.words(q);
        return words.subList(0, Math.min(words.size(), MOST_WORDS));
    }

    /** How many letters of a word of that length may be wrong. */
    static int errorsIn(String word) {
        int length = word.codePointCount(0, word.length());
        if (length < SHORTEST_WITH_ONE_ERROR || length > LONGEST_WITH_ERRORS) {
            return 0;
        }
        return length < SHORTEST_WITH_TWO_ERRORS ? 1 : 2;
    }

    /** Finds the words of a query, whatever is filtered; rewritten once it serves all searches of the same view of the index. */
    Query words(String q) {
        List<String> words = wordsOf(q);
        if (words.isEmpty()) {
            // A query that has characters and no words is about none of the jobs.
            return q.isBlank() ? new MatchAllDocsQuery() : new BooleanQuery.Builder().build();
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int i = 0; i < words.size(); i++) {
            all.add(word(words.get(i), i == words.size() - 1), Occur.SHOULD);
        }
        int needed = words.size() <= ALL_WORDS_OF ? words.size() : words.size() * 3 / 4;
        all.setMinimumNumberShouldMatch(needed);
        BooleanQuery.Builder ranked = new BooleanQuery.Builder();
        ranked.add(all.build(), Occur.MUST);
        if (words.size() > 1) {
            Query phrase = new PhraseQuery(Fields.TITLE, words.toArray(String[]::new));
            ranked.add(worth(WHOLE_PHRASE_IN_TITLE, phrase), Occur.SHOULD);
        }
        return ranked.build();
    }

    private Query word(String word, boolean isLast) {
        List<Query> ways = new ArrayList<>();
        ways.add(worth(32, new TermQuery(new Term(Fields.TITLE, word))));
        ways.add(worth(24, new TermQuery(new Term(Fields.SKILLS, word))));
        ways.add(worth(16, new TermQuery(new Term(Fields.LOCATION, word))));
        ways.add(worth(8, new TermQuery(new Term(Fields.TEXT, word))));
        if (isLast || word.length() >= SHORTEST_PREFIX) {
            ways.add(worth(20, new PrefixQuery(new Term(Fields.TITLE, word))));
            ways.add(worth(12, new PrefixQuery(new Term(Fields.SKILLS, word))));
            ways.add(worth(4, new PrefixQuery(new Term(Fields.TEXT, word))));
        }
        if (errorsIn(word) > 0) {
            MisspeltWord misspelt = misspeltWords.of(word).found();
            ways.add(worth(10, misspelt.in(Fields.TITLE)));
            ways.add(worth(6, misspelt.in(Fields.SKILLS)));
            ways.add(worth(2, misspelt.in(Fields.TEXT)));
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    /** Whole numbers, whose sum is the same in whatever order they are added. */
    private static Query worth(int points, Query query) {
        return new BoostQuery(new ConstantScoreQuery(query), points);
    }

    private void addFilters(BooleanQuery.Builder query, SearchCriteria criteria) {
        if (!criteria.employmentTypes().isEmpty()) {
            List<BytesRef> types =
                    criteria.employmentTypes().stream().map(BytesRef::new).toList();
            query.add(new TermInSetQuery(Fields.EMPLOYMENT_TYPE, types), Occur.FILTER);
        }
        for (String skill : criteria.skills()) {
            query.add(new TermQuery(new Term(Fields.SKILL, JobDocuments.key(skill))), Occur.FILTER);
        }
        String location = criteria.location();
        if (location != null) {
            for (String word : wordsOf(location)) {
                query.add(new TermQuery(new Term(Fields.LOCATION, word)), Occur.FILTER);
            }
        }
        if (criteria.remote() != null) {
            query.add(new TermQuery(new Term(Fields.REMOTE, String.valueOf(criteria.remote()))), Occur.FILTER);
        }
        if (criteria.currency() != null) {
            query.add(new TermQuery(new Term(Fields.CURRENCY, criteria.currency())), Occur.FILTER);
        }
        if (criteria.salary() != null) {
            long atLeast = JobDocuments.hundredths(criteria.salary());
            query.add(LongPoint.newRangeQuery(Fields.SALARY_MAXIMUM, atLeast, Long.MAX_VALUE), Occur.FILTER);
        }
    }
}
