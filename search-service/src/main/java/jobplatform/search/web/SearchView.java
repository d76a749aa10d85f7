package jobplatform.search.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import jobplatform.search.index.FacetCount;
import jobplatform.search.index.SearchFacets;
import jobplatform.search.index.SearchResult;
import org.jspecify.annotations.Nullable;

/** A page of found jobs as it is answered. */
@Schema(name = "SearchPage")
record SearchView(
        @Schema(description = "The jobs, the best first, of equally good ones the newest.")
        List<HitView> items,

        @Schema(description = "How many jobs were found altogether.", example = "42")
        long total,

        @Schema(description = "What the found jobs have; on the first page only.") @Nullable
        FacetsView facets,

        @Schema(description = "What leads to the next page; missing on the last one.") @Nullable
        String nextCursor) {

    static SearchView of(SearchResult result) {
        SearchFacets facets = result.facets();
        return new SearchView(
                result.jobs().stream().map(HitView::of).toList(),
                result.total(),
                facets == null ? null : FacetsView.of(facets),
                result.nextCursor());
    }

    @Schema(
            name = "Facets",
            description = "Values and how many of the found jobs have them. The values of a filter are counted as if it"
                    + " were not there, except for skills, of which a job must have all.")
    record FacetsView(
            List<FacetCount> employmentType,
            List<FacetCount> location,
            List<FacetCount> skill,
            List<FacetCount> remote,
            List<SalaryView> salary) {

        static FacetsView of(SearchFacets facets) {
            return new FacetsView(
                    facets.employmentTypes(),
                    facets.locations(),
                    facets.skills(),
                    facets.remote(),
                    facets.salaries().stream()
                            .map(each -> new SalaryView(
                                    each.band().currency(),
                                    each.band().from(),
                                    each.band().to(),
                                    each.count()))
                            .toList());
        }
    }

    @Schema(name = "SalaryBand", description = "A job is in the band of the most that it pays; the highest has no end.")
    record SalaryView(
            @Schema(example = "EUR") String currency,

            @Schema(example = "60000") int from,

            @Nullable @Schema(example = "80000") Integer to,

            int count) {}
}
