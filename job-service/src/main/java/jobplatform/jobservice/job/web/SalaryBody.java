package jobplatform.jobservice.job.web;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import jobplatform.jobservice.job.Salary;
import org.jspecify.annotations.Nullable;

/** A salary as it is sent. */
@AscendingRange
record SalaryBody(
        @NotNull(message = "must be given")
        @DecimalMin(value = "0", message = "must not be negative")
        @DecimalMax(value = MOST, message = "must be at most " + MOST)
        @Digits(integer = 10, fraction = 2, message = "must have at most two decimal places")
        BigDecimal minimum,

        @NotNull(message = "must be given")
        @DecimalMin(value = "0", message = "must not be negative")
        @DecimalMax(value = MOST, message = "must be at most " + MOST)
        @Digits(integer = 10, fraction = 2, message = "must have at most two decimal places")
        BigDecimal maximum,

        @NotNull(message = "must be given")
        @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code, such as EUR")
        String currency) {

    private static final String MOST = "9999999999.99";

    static @Nullable Salary toSalary(@Nullable SalaryBody body) {
        return body == null ? null : new Salary(body.minimum, body.maximum, body.currency);
    }
}
