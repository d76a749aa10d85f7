package dev.avenant.kafka.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void areNoTwoAlikeHoweverManyAreAskedFor() {
        // When so many are picked that some would be alike, were they let go one after the other
        List<Integer> ports = FreePorts.pick(1_000);

        assertThat(ports)
                .hasSize(1_000)
                .doesNotHaveDuplicates()
                .allSatisfy(port ->
                        assertThat(port).as("not one of outgoing connections").isBetween(20_000, 32_767));
    }
}
