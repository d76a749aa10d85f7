package jobplatform.search.index;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for.
 *
 * @param q words that are in the job, or nearly; all jobs when it has none
 * @param employmentTypes the kinds of contract, one of which the job has; all when there is none
 * @param location words that are all in the location
 * @param skills what the job asks for, all of them
 * @param remote whether the work can be done from anywhere
 * @param salary what the job pays at least at its upper end, in units of the currency
 * @param currency ISO 4217 code of the currency in which the job pays
 */
public record SearchCriteria(
        String q,
        List<String> employmentTypes,
        @Nullable String location,
        List<String> skills,
        @Nullable Boolean remote,
        @Nullable BigDecimal salary,
        @Nullable String currency) {

    public SearchCriteria {
        employmentTypes = List.copyOf(employmentTypes);
        skills = List.copyOf(skills);
    }

    SearchCriteria without(Dimension dimension) {
        return switch (dimension) {
            case EMPLOYMENT_TYPE -> new SearchCriteria(q, List.of(), location, skills, remote, salary, currency);
            case LOCATION -> new SearchCriteria(q, employmentTypes, null, skills, remote, salary, currency);
            case REMOTE -> new SearchCriteria(q, employmentTypes, location, skills, null, salary, currency);
            case SALARY -> new SearchCriteria(q, employmentTypes, location, skills, remote, null, null);
            case SKILL -> this;
        };
    }

    /** What facets count by. */
    enum Dimension {
        EMPLOYMENT_TYPE(Fields.EMPLOYMENT_TYPE_FACET),
        LOCATION(Fields.LOCATION_FACET),
        REMOTE(Fields.REMOTE_FACET),
        SALARY(Fields.SALARY_FACET),

        /** Who asks for one skill more has fewer jobs left, so these are counted among what is found. */
        SKILL(Fields.SKILL_FACET);

        private final String field;

        Dimension(String field) {
            this.field = field;
        }

        String field() {
            return field;
        }
    }
}
