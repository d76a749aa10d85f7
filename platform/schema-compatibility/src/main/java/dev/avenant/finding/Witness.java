package dev.avenant.finding;

import dev.avenant.text.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * A record that shows what a finding claims: it was encoded with the writer's schema and decoded with the reader's. Of a
 * wide record only the part that matters is shown, with {@code …} for the rest; the bytes are those of all of it.
 *
 * @param written the record as JSON, as the writer sees it
 * @param read the record as JSON, as the reader sees it; null when it could not be decoded
 * @param said why it could not be decoded: the exception's simple name and message; null when it was decoded
 * @param bytes the whole record in Avro's binary encoding under the writer's schema, in hexadecimal digits
 */
public record Witness(
        String written, @Nullable String read, @Nullable Sentence said, String bytes) {
    public Witness {
        if ((read == null) == (said == null)) {
            throw new IllegalArgumentException("a witness holds either what was read or the failure, but read was "
                    + read + " and failure was " + said);
        }
    }

    /** Why it could not be decoded, in English; null when it was decoded. */
    public @Nullable String failure() {
        return said == null ? null : said.toString();
    }

    /** {@code wrote {…} read {…}}, or {@code wrote {…} reading fails with …}. */
    @Override
    public String toString() {
        return "wrote " + written + (said == null ? " read " + read : " reading fails with " + said);
    }
}
