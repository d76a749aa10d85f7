package jobplatform.search.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;

/** A searcher that keeps what it needs to count values, for as long as its view of the index is the newest. */
final class FacetingSearcher extends IndexSearcher {

    /** Values that differ only in case are one; so many are looked at to find the most frequent ones. */
    private static final int LOOKED_AT = 400;

    private final Map<String, StringDocValuesReaderState> states = new ConcurrentHashMap<>();

    FacetingSearcher(IndexReader reader) {
        super(reader);
    }

    FacetsCollector collect(Query query) throws IOException {
        return search(query, new FacetsCollectorManager());
    }

    /** The same in one pass with what another collector finds. */
    <T> Collected<T> collectWith(CollectorManager<?, T> other, Query query) throws IOException {
        Object[] both = search(query, new MultiCollectorManager(other, new FacetsCollectorManager()));
        @SuppressWarnings("unchecked") // in the order of the collectors
        T found = (T) both[0];
        return new Collected<>(found, (FacetsCollector) both[1]);
    }

    /** The most frequent values of the field among what was collected, the most frequent first. */
    List<FacetCount> count(String field, FacetsCollector collected, int most) throws IOException {
        StringDocValuesReaderState state = states.get(field);
        if (state == null) {
            state = new StringDocValuesReaderState(getIndexReader(), field);
            states.put(field, state);
        }
        FacetResult result = new StringValueFacetCounts(state, collected).getTopChildren(LOOKED_AT, field);
        if (result == null) {
            return List.of();
        }
        Map<String, FacetCount> merged = new LinkedHashMap<>();
        Stream.of(result.labelValues)
                .map(FacetingSearcher::count)
                .forEach(count -> merged.merge(JobDocuments.key(count.value()), count, FacetCount::plus));
        List<FacetCount> counts = new ArrayList<>(merged.values());
        counts.sort(Comparator.comparingInt(FacetCount::count).reversed().thenComparing(FacetCount::value));
        return counts.subList(0, Math.min(most, counts.size()));
    }

    private static FacetCount count(LabelAndValue value) {
        return new FacetCount(value.label, value.value.intValue());
    }

    /** What one pass found. */
    record Collected<T>(T other, FacetsCollector facets) {}
}
