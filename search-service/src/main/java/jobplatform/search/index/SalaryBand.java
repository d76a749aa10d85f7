package jobplatform.search.index;

import java.math.BigDecimal;
import java.math.RoundingMode;
import jobplatform.search.readmodel.Salary;
import org.jspecify.annotations.Nullable;

/**
 * A band of yearly salaries in one currency, into which a job falls by the most that it pays.
 *
 * @param currency ISO 4217 code
 * @param from the lower end, in units of the currency
 * @param to the upper end, which is in the next band; null in the highest
 */
public record SalaryBand(
        String currency, int from, @Nullable Integer to) {

    private static final int WIDTH = 20_000;
    private static final int HIGHEST = 200_000;

    static SalaryBand of(Salary salary) {
        BigDecimal capped = salary.maximum().min(BigDecimal.valueOf(HIGHEST));
        return at(
                salary.currency(),
                capped.divide(BigDecimal.valueOf(WIDTH), 0, RoundingMode.FLOOR).intValueExact() * WIDTH);
    }

    static SalaryBand at(String currency, int from) {
        return new SalaryBand(currency, from, from == HIGHEST ? null : from + WIDTH);
    }

    /** What the index has for it. */
    String label() {
        return currency + " " + from;
    }

    static SalaryBand labelled(String label) {
        int space = label.indexOf(' ');
        return at(label.substring(0, space), Integer.parseInt(label.substring(space + 1)));
    }
}
