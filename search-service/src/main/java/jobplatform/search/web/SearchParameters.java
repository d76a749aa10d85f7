package jobplatform.search.web;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import jobplatform.search.index.SearchCriteria;
import org.jspecify.annotations.Nullable;

/** The query of a search; what is left out does not matter. */
record SearchParameters(
        @Parameter(
                description = "Words that the job has in its title, skills, location, description or company, or begins"
                        + " so, or nearly: a word of four letters may have one wrong, one of eight two.",
                example = "java enginer")
        @Size(max = 200, message = "must have at most 200 characters")
        @Nullable
        String q,

        @Parameter(description = "The kinds of contract, one of which the job has.", example = "FULL_TIME")
        @Size(max = 5, message = "must have at most 5 entries")
        @Nullable
        List<@Pattern(regexp = EMPLOYMENT_TYPES, message = "must be one of " + EMPLOYMENT_TYPES_SAID) String>
                employmentType,

        @Parameter(description = "Words that are all in the location, whatever their case.", example = "Berlin")
        @Size(max = 200, message = "must have at most 200 characters")
        @Nullable
        String location,

        @Parameter(description = "Skills that the job asks for, all of them, whatever their case.", example = "Kafka")
        @Size(max = 20, message = "must have at most 20 entries")
        @Nullable
        List<
                        @NotBlank(message = "must not be blank")
                        @Size(max = 100, message = "must have at most 100 characters") String>
                skill,

        @Parameter(description = "Whether the work can be done from anywhere.") @Nullable
        Boolean remote,

        @Parameter(
                description = "What the job pays at least at its upper end, a year, in units of the currency that must"
                        + " then be given.",
                example = "60000")
        @DecimalMin(value = "0", message = "must not be negative")
        @DecimalMax(value = "9999999999.99", message = "must be at most 9999999999.99")
        @Digits(integer = 10, fraction = 2, message = "must have at most two decimal places")
        @Nullable
        BigDecimal salary,

        @Parameter(description = "The currency in which the job pays, an ISO 4217 code.", example = "EUR")
        @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code, such as EUR")
        @Nullable
        String currency,

        @Parameter(description = "The nextCursor of the page before; with the same q and filters.")
        @Size(max = 200, message = "must have at most 200 characters")
        @Nullable
        String cursor,

        @Parameter(description = "How many jobs a page has at most; 20 unless said otherwise.", example = "20")
        @Min(value = 1, message = "must be at least 1")
        @Max(value = 100, message = "must be at most 100")
        @Nullable
        Integer size) {

    private static final String EMPLOYMENT_TYPES = "FULL_TIME|PART_TIME|CONTRACT|INTERNSHIP|TEMPORARY";
    private static final String EMPLOYMENT_TYPES_SAID = "FULL_TIME, PART_TIME, CONTRACT, INTERNSHIP, TEMPORARY";
    private static final int DEFAULT_SIZE = 20;

    SearchCriteria criteria() {
        return new SearchCriteria(
                q == null ? "" : q,
                employmentType == null ? List.of() : employmentType,
                location,
                skill == null ? List.of() : skill,
                remote,
                salary,
                currency);
    }

    int limit() {
        return size == null ? DEFAULT_SIZE : size;
    }
}
