package dev.avenant.serde.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.avro.generators.DenseReferences;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How few bytes a value takes, however often its types are used inside each other. */
@Tag("fast")
class SmallestSizeTest {

    @Test
    void isNothingForRecordsOfNothingInsideEachOther() {
        assertThat(SmallestSize.of(DenseReferences.doubled(Schema.create(Schema.Type.NULL), 60)))
                .isZero();
    }

    @Test
    void isWhatAllFieldsTakeTogether() {
        assertThat(SmallestSize.of(DenseReferences.doubled(Schema.create(Schema.Type.DOUBLE), 3)))
                .isEqualTo(64);
    }

    @Test
    void isNoMoreThanIsWorthKnowing() {
        assertThat(SmallestSize.of(DenseReferences.doubled(Schema.create(Schema.Type.INT), 60)))
                .isEqualTo(65_536);
    }

    @Test
    void isNothingForARecordThatHoldsItself() {
        Schema node = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"next\",\"type\":\"Node\"}]}");

        assertThat(SmallestSize.of(node)).isZero();
    }
}
