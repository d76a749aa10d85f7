package dev.avenant.stack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class StackPortsTest {

    private static final StackDefinition SHOP = StackDefinition.of(TestStacks.SHOP);

    @Test
    void shiftsEveryPortByTheSameNumber() {
        StackPorts shifted = StackPorts.shifted(SHOP, 100);

        assertThat(shifted.byName())
                .isEqualTo(Map.of(
                        "kafka", 9192, "kafka-controller", 9193, "postgres", 15532, "registry", 8181, "orders", 8101));
    }

    @Test
    void choosesFreePortsThatAllDiffer() {
        StackPorts free = StackPorts.free(SHOP);

        Set<Integer> all = new HashSet<>(free.byName().values());
        assertThat(all).hasSize(SHOP.ports().size()).allMatch(port -> port >= 20_000 && port < 32_768);
    }

    @Test
    void refusesAnOffsetThatLeavesTheRangeOfPorts() {
        assertThatThrownBy(() -> StackPorts.shifted(SHOP, 60_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the port of kafka must be between 1 and 65535 but was 69092");
    }

    @Test
    void refusesANameThatNoPortHas() {
        StackPorts standard = StackPorts.standard(SHOP);

        assertThatThrownBy(() -> standard.with("kafak", 19_092))
                .isInstanceOf(UnknownComponentException.class)
                .hasMessage("There is no port named kafak. The ports are kafka, kafka-controller, orders, postgres,"
                        + " registry.");
    }
}
