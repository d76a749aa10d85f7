package dev.avenant.contracts.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class VersionedPathTest {
    @ParameterizedTest
    @CsvSource({
        "order/v2/Order.avsc, order/*/Order.avsc, v2",
        "order/2/Order.avsc, order/*/Order.avsc, v2",
        "Order-v3.avsc, Order-*.avsc, v3",
        "Order_3.avsc, Order_*.avsc, v3",
        "OrderV10.avsc, OrderV*.avsc, v10",
        "order.v1.2.avsc, order.*.*.avsc, v1.2",
        "v1/orders-v4.avdl, */orders-*.avdl, v1.4",
    })
    void takesTheNumbersOutOfThePath(String path, String pattern, String label) {
        VersionedPath taken = VersionedPath.of(path);

        assertThat(taken.pattern()).isEqualTo(pattern);
        assertThat(taken.label()).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({"avro/Order.avsc", "ipv4address/Peer.avsc", "base64-text/Blob.avsc", "Sha256Digest.avsc"})
    void leavesANumberThatIsPartOfAWord(String path) {
        assertThat(VersionedPath.of(path)).isEqualTo(new VersionedPath(path, List.of()));
    }

    @Test
    void countsVersionsAsNumbers() {
        List<String> ordered = Stream.of("v10/A.avsc", "v9/A.avsc", "v9.1/A.avsc", "v1/A.avsc")
                .map(VersionedPath::of)
                .sorted(VersionedPath.BY_NUMBER)
                .map(VersionedPath::label)
                .toList();

        assertThat(ordered).containsExactly("v1", "v9", "v9.1", "v10");
    }
}
