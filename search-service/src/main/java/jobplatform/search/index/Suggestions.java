package jobplatform.search.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jobplatform.search.index.Suggestion.Kind;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.springframework.stereotype.Component;

/** Completes what somebody has begun to write, from the titles and skills of open jobs. */
@Component
public class Suggestions {

    /** More than are suggested, since not all that the found jobs have is what was begun. */
    private static final int LOOKED_AT = 200;

    private final IndexHolder index;
    private final Queries queries;

    Suggestions(IndexHolder index) {
        this.index = index;
        this.queries = new Queries(index.analyzer());
    }

    /**
     * The titles and skills that have a word for each that was begun, the most frequent first.
     *
     * @throws IndexNotReadyException if the service has just started
     */
    public List<Suggestion> complete(String begun, int most) {
        List<WordPattern> patterns =
                queries.wordsOf(begun).stream().map(WordPattern::new).toList();
        if (patterns.isEmpty()) {
            return List.of();
        }
        return index.search(searcher -> {
            List<Suggestion> found = new ArrayList<>();
            add(found, searcher, patterns, Kind.SKILL, Fields.SKILLS, Fields.SKILL_FACET);
            add(found, searcher, patterns, Kind.TITLE, Fields.TITLE, Fields.TITLE_FACET);
            found.sort(Comparator.comparingInt(Suggestion::count)
                    .reversed()
                    .thenComparing(Suggestion::text)
                    .thenComparing(Suggestion::kind));
            return withoutRepetitions(found, most);
        });
    }

    private void add(
            List<Suggestion> found,
            FacetingSearcher searcher,
            List<WordPattern> patterns,
            Kind kind,
            String field,
            String facet)
            throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        patterns.forEach(pattern -> all.add(pattern.in(field), Occur.FILTER));
        FacetsCollector collected = searcher.collect(all.build());
        for (FacetCount each : searcher.count(facet, collected, LOOKED_AT)) {
            List<String> words = index.analyzer().words(each.value());
            if (patterns.stream().allMatch(pattern -> pattern.matchesAny(words))) {
                found.add(new Suggestion(each.value(), kind, each.count()));
            }
        }
    }

    /** A skill that is also a title comes once. */
    private static List<Suggestion> withoutRepetitions(List<Suggestion> found, int most) {
        Set<String> texts = new HashSet<>();
        return found.stream()
                .filter(suggestion -> texts.add(JobDocuments.key(suggestion.text())))
                .limit(most)
                .toList();
    }
}
