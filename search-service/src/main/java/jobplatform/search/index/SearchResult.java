package jobplatform.search.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found.
 *
 * @param jobs the jobs, the best first, of equally good ones the newest
 * @param total how many were found altogether
 * @param facets what they have; null on pages behind the first
 * @param nextCursor what leads to the next page; null when there is none
 */
public record SearchResult(
        List<FoundJob> jobs,
        long total,
        @Nullable SearchFacets facets,
        @Nullable String nextCursor) {}
