package dev.avenant.compatibility.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Why a record could not be decoded is said in each language, and what Avro says of it is quoted. */
@Tag("fast")
class DecodingOutcomeTest {

    @Test
    void saysInEachLanguageThatBytesAreLeftOver() {
        Decoding.Outcome outcome = Decoding.Outcome.leftOver("a");

        assertThat(outcome.said()).hasToString("bytes are left over after the record");
        assertThat(german(outcome)).isEqualTo("hinter dem Datensatz sind Bytes übrig");
    }

    @Test
    void quotesWhatAvroSays() {
        Decoding.Outcome outcome = new Decoding.Outcome("a", null, "AvroTypeException: No match for {SENT}");

        assertThat(german(outcome)).isEqualTo("AvroTypeException: No match for {SENT}");
        assertThat(new Decoding.Outcome("a", "a", null).said()).isNull();
    }

    private static String german(Decoding.Outcome outcome) {
        return Objects.requireNonNull(outcome.said()).in(Locale.GERMAN);
    }
}
