package dev.avenant.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class StackPortsTest {

    @Test
    void shiftsEveryPortByTheSameNumber() {
        StackPorts shifted = StackPorts.shifted(100);

        for (Part part : Part.values()) {
            assertThat(shifted.of(part)).isEqualTo(part.standardPort() + 100);
        }
        assertThat(shifted.kafkaController()).isEqualTo(9193);
    }

    @Test
    void choosesFreePortsThatAllDiffer() {
        StackPorts free = StackPorts.free();

        Set<Integer> all = new HashSet<>(free.parts().values());
        all.add(free.kafkaController());
        assertThat(all).hasSize(Part.values().length + 1).allMatch(port -> port >= 20_000 && port < 32_768);
    }

    @Test
    void refusesAnOffsetThatLeavesTheRangeOfPorts() {
        assertThatThrownBy(() -> StackPorts.shifted(60_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the port of kafka must be between 1 and 65535 but was 69092");
    }
}
