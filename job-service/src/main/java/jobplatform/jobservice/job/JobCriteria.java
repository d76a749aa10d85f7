package jobplatform.jobservice.job;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What jobs somebody looks for, and in which order; what is null does not matter. Amounts are compared in one currency alone.
 *
 * @param q a text that is in the title, in the description or a skill, whatever its case
 * @param status where the job stands
 * @param employmentType the kind of contract
 * @param location a text that is in the location, whatever its case
 * @param skill one of the skills, whole and whatever its case
 * @param salary what the job pays at least at its upper end, a year, in units of the currency
 * @param currency the currency in which the job pays, an ISO 4217 code
 * @param remote whether the work can be done from anywhere
 * @param companyId the company that offers it
 * @param employerId the user who posted it
 * @param sort by what they are sorted, upwards or with a minus downwards; {@code -createdAt} when null. A salary is its upper end
 */
public record JobCriteria(
        @Size(max = 200, message = "must have at most 200 characters") @Nullable
        String q,

        @Nullable JobStatus status,
        @Nullable EmploymentType employmentType,

        @Size(max = 200, message = "must have at most 200 characters") @Nullable
        String location,

        @Size(max = 100, message = "must have at most 100 characters") @Nullable
        String skill,

        @DecimalMin(value = "0", message = "must not be negative")
        @DecimalMax(value = "9999999999.99", message = "must be at most 9999999999.99")
        @Digits(integer = 10, fraction = 2, message = "must have at most two decimal places")
        @Nullable
        BigDecimal salary,

        @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code, such as EUR") @Nullable
        String currency,

        @Nullable Boolean remote,
        @Nullable UUID companyId,
        @Nullable UUID employerId,

        @Pattern(
                regexp = "-?(createdAt|title|salary)",
                message = "must be one of createdAt, -createdAt, title, -title, salary, -salary")
        @Nullable
        String sort) {

    /** Whether amounts are compared, so that they have to be in one currency. */
    public boolean comparesAmounts() {
        return salary != null || "salary".equals(sort) || "-salary".equals(sort);
    }
}
