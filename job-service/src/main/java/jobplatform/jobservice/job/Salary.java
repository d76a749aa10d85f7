package jobplatform.jobservice.job;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.springframework.data.relational.core.mapping.Column;

/**
 * A yearly gross salary range.
 *
 * @param minimum the lower end, in units of the currency, to two places
 * @param maximum the upper end, not below the lower one
 * @param currency ISO 4217 code
 */
public record Salary(
        @Column("salary_minimum") BigDecimal minimum,
        @Column("salary_maximum") BigDecimal maximum,
        @Column("salary_currency") String currency) {

    private static final int PLACES = 2;

    public Salary {
        minimum = minimum.setScale(PLACES, RoundingMode.UNNECESSARY);
        maximum = maximum.setScale(PLACES, RoundingMode.UNNECESSARY);
        if (maximum.compareTo(minimum) < 0) {
            throw new IllegalArgumentException("maximum must not be below " + minimum + " but was " + maximum);
        }
    }
}
