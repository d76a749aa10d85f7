package jobplatform.faults;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The names of the starter's code that faults are aimed at. */
@Tag("fast")
class FailPointTest {

    @ParameterizedTest
    @EnumSource(FailPoint.class)
    void namesAMethodThatIsThere(FailPoint point) {
        TypeDescription type =
                TypePool.Default.ofSystemLoader().describe(point.type()).resolve();

        assertThat(type.getDeclaredMethods())
                .as("FailPoint.%s names %s.%s", point.name(), point.type(), point.method())
                .extracting(MethodDescription::getName)
                .contains(point.method());
    }
}
