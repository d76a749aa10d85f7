package dev.avenant.messaging.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A record that is kept in parts comes out of them as it went in. */
@Tag("fast")
class PackedRecordTest {

    private static final long ENOUGH = 1_000_000;

    @Test
    void comesOutAsItWentIn() throws IOException {
        RecordHeaders headers = new RecordHeaders();
        headers.add("twice", new byte[] {1}).add("twice", null).add("grün", new byte[0]);

        PackedRecord unpacked = unpack(packed(new PackedRecord("value".getBytes(UTF_8), new byte[0], headers)));

        assertThat(unpacked.value()).isEqualTo("value".getBytes(UTF_8));
        assertThat(unpacked.key()).isEmpty();
        assertThat(unpacked.headers()).isEqualTo(headers);
    }

    @Test
    void keepsATombstoneWithoutAKeyApartFromEmptyOnes() throws IOException {
        PackedRecord unpacked = unpack(packed(new PackedRecord(null, null, new RecordHeaders())));

        assertThat(unpacked.value()).isNull();
        assertThat(unpacked.key()).isNull();
        assertThat(PackedRecord.head(new ByteArrayInputStream(packed(unpacked)), 4))
                .isNull();
    }

    @Test
    void showsItsFirstBytesWithoutTheRest() throws IOException {
        byte[] packed = packed(new PackedRecord("value".getBytes(UTF_8), null, new RecordHeaders()));

        assertThat(PackedRecord.head(new ByteArrayInputStream(packed), 2)).isEqualTo("va".getBytes(UTF_8));
        assertThat(PackedRecord.head(new ByteArrayInputStream(packed), 10)).isEqualTo("value".getBytes(UTF_8));
    }

    @Test
    void isRefusedBeforeItFillsTheMemory() throws IOException {
        byte[] packed = packed(new PackedRecord(new byte[10_000_000], null, new RecordHeaders()));

        assertThatThrownBy(() -> unpack(packed))
                .isInstanceOf(IOException.class)
                .hasMessage("Expected a record of at most 1000000 bytes but it is larger");
    }

    @Test
    void isRefusedWhenItIsCutOff() throws IOException {
        byte[] packed = packed(new PackedRecord("value".getBytes(UTF_8), null, new RecordHeaders()));
        byte[] cut = java.util.Arrays.copyOf(packed, packed.length - 12);

        assertThatThrownBy(() -> unpack(cut)).isInstanceOf(EOFException.class);
    }

    @Test
    void saysWhereItsPartsAre() {
        LetterParts parts = LetterParts.of(2, List.of(12L, 13L, 14L, 42L));

        assertThat(parts).hasToString("2:12-14,42");
        assertThat(LetterParts.parse("2:12-14,42")).contains(parts);
    }

    @Test
    void believesNoPlaceThatIsNone() {
        String endless = "0:" + "1,".repeat(100_000);
        for (String text : new String[] {"", "2", "2:", "2:5-4", "2:5,5", "2:5,4", "x:1", "2:-1", "2:1-", endless}) {
            assertThat(LetterParts.parse(text)).as(text).isEmpty();
        }
    }

    private static byte[] packed(PackedRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        record.pack(out);
        return out.toByteArray();
    }

    private static PackedRecord unpack(byte[] packed) throws IOException {
        return PackedRecord.unpack(new ByteArrayInputStream(packed), ENOUGH);
    }
}
