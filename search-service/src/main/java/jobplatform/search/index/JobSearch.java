package jobplatform.search.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jobplatform.search.index.SearchCriteria.Dimension;
import jobplatform.search.readmodel.OpenJob;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds open jobs by what they offer. */
@Component
public class JobSearch {

    private static final int MOST_FACET_VALUES = 20;

    /** The best first, of equally good ones the newest, and the id decides where both are the same. */
    private static final Sort ORDER = new Sort(
            SortField.FIELD_SCORE,
            new SortField(Fields.POSTED_AT, SortField.Type.LONG, true),
            new SortField(Fields.ID, SortField.Type.STRING));

    private final IndexHolder index;
    private final SearchAnalyzer analyzer;
    private final Queries queries;

    JobSearch(IndexHolder index) {
        this.index = index;
        this.analyzer = index.analyzer();
        this.queries = new Queries(analyzer);
    }

    /**
     * A page of the jobs that meet all criteria.
     *
     * @param cursor from the page before, null for the first
     * @param size how many jobs at most
     * @throws UnknownCursorException if the cursor does not go with the criteria
     * @throws IndexNotReadyException if the service has just started
     */
    public SearchResult find(SearchCriteria criteria, @Nullable String cursor, int size) {
        SearchCursor after =
                cursor == null ? null : SearchCursor.decode(cursor, criteria).orElseThrow(UnknownCursorException::new);
        return index.search(searcher -> {
            Query words = searcher.rewrite(queries.words(criteria.q()));
            Query query = queries.of(words, criteria);
            var best = new TopFieldCollectorManager(ORDER, size + 1, afterDoc(after), Integer.MAX_VALUE);
            if (after != null) {
                return page(searcher, criteria, searcher.search(query, best), size, null);
            }
            FacetingSearcher.Collected<TopFieldDocs> found = searcher.collectWith(best, query);
            return page(searcher, criteria, found.other(), size, facets(searcher, words, criteria, found.facets()));
        });
    }

    private SearchResult page(
            FacetingSearcher searcher,
            SearchCriteria criteria,
            TopFieldDocs found,
            int size,
            @Nullable SearchFacets facets)
            throws IOException {
        boolean hasMore = found.scoreDocs.length > size;
        List<ScoreDoc> page = List.of(found.scoreDocs).subList(0, Math.min(size, found.scoreDocs.length));
        return new SearchResult(
                read(searcher, criteria, page),
                found.totalHits.value,
                facets,
                hasMore ? cursorBehind((FieldDoc) page.get(size - 1)).encode(criteria) : null);
    }

    /** Behind the job itself, wherever it is in the index now. */
    private static @Nullable FieldDoc afterDoc(@Nullable SearchCursor after) {
        if (after == null) {
            return null;
        }
        Object[] position = {
            after.score(), after.postedAt(), new BytesRef(after.id().toString())
        };
        return new FieldDoc(Integer.MAX_VALUE, after.score(), position);
    }

    private static SearchCursor cursorBehind(FieldDoc job) {
        Object[] position = job.fields;
        return new SearchCursor(
                (Float) position[0], (Long) position[1], UUID.fromString(((BytesRef) position[2]).utf8ToString()));
    }

    private List<FoundJob> read(FacetingSearcher searcher, SearchCriteria criteria, List<ScoreDoc> page)
            throws IOException {
        if (page.isEmpty()) {
            return List.of();
        }
        StoredFields stored = searcher.storedFields();
        Highlighter highlighter = new Highlighter(analyzer, queries.marking(criteria.q()));
        List<FoundJob> jobs = new ArrayList<>();
        for (ScoreDoc each : page) {
            OpenJob job = JobDocuments.read(stored.document(each.doc));
            jobs.add(new FoundJob(
                    job,
                    highlighter.title(job.offer().title()),
                    highlighter.excerpt(job.offer().description())));
        }
        return jobs;
    }

    /** @param found what meets all criteria */
    private SearchFacets facets(FacetingSearcher searcher, Query words, SearchCriteria criteria, FacetsCollector found)
            throws IOException {
        Map<SearchCriteria, FacetsCollector> collected = new HashMap<>(Map.of(criteria, found));
        Map<Dimension, List<FacetCount>> counts = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            SearchCriteria others = criteria.without(dimension);
            FacetsCollector counted = collected.get(others);
            if (counted == null) {
                counted = searcher.collect(queries.of(words, others));
                collected.put(others, counted);
            }
            counts.put(dimension, searcher.count(dimension.field(), counted, MOST_FACET_VALUES));
        }
        return new SearchFacets(
                counts.getOrDefault(Dimension.EMPLOYMENT_TYPE, List.of()),
                counts.getOrDefault(Dimension.LOCATION, List.of()),
                counts.getOrDefault(Dimension.SKILL, List.of()),
                counts.getOrDefault(Dimension.REMOTE, List.of()),
                counts.getOrDefault(Dimension.SALARY, List.of()).stream()
                        .map(count -> new SearchFacets.SalaryCount(SalaryBand.labelled(count.value()), count.count()))
                        .toList());
    }
}
