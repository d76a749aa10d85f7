package jobplatform.search.readmodel;

import java.math.BigDecimal;

/**
 * A yearly gross salary range.
 *
 * @param minimum the lower end, in units of the currency
 * @param maximum the upper end, not below the lower one
 * @param currency ISO 4217 code
 */
public record Salary(BigDecimal minimum, BigDecimal maximum, String currency) {}
