package jobplatform.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import jobplatform.search.readmodel.Salary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class SalaryBandTest {

    @ParameterizedTest
    @CsvSource({
        "0,             0,      20000",
        "19999.99,      0,      20000",
        "20000,         20000,  40000",
        "199999.99,     180000, 200000",
        "200000,        200000,",
        "9999999999.99, 200000,"
    })
    void isThatOfTheMostThatAJobPays(BigDecimal maximum, int from, @Nullable Integer to) {
        SalaryBand band = SalaryBand.of(new Salary(BigDecimal.ZERO, maximum, "EUR"));

        assertThat(band).isEqualTo(new SalaryBand("EUR", from, to));
        assertThat(SalaryBand.labelled(band.label())).isEqualTo(band);
    }
}
