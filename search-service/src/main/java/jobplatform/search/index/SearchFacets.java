package jobplatform.search.index;

import java.util.List;

/**
 * What the found jobs have, and how many of them. What was filtered by is counted as if it had not been, so that the other
 * choices show, except for skills, which a job must have all.
 *
 * @param employmentTypes the kinds of contract
 * @param locations the most frequent locations
 * @param skills the most frequent skills
 * @param remote whether the work can be done from anywhere
 * @param salaries the salary bands
 */
public record SearchFacets(
        List<FacetCount> employmentTypes,
        List<FacetCount> locations,
        List<FacetCount> skills,
        List<FacetCount> remote,
        List<SalaryCount> salaries) {

    /**
     * How many of the found jobs are in a salary band.
     *
     * @param band the band
     * @param count how many
     */
    public record SalaryCount(SalaryBand band, int count) {}
}
