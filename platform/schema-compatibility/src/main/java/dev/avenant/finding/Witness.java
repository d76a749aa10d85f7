package dev.avenant.finding;

import org.jspecify.annotations.Nullable;

/**
 * A record that shows what a finding claims: it was encoded with the writer's schema and decoded with the reader's. Of a
 * wide record only the part that matters is shown, with {@code …} for the rest; the bytes are those of all of it.
 *
 * @param written the record as JSON, as the writer sees it
 * @param read the record as JSON, as the reader sees it; null when it could not be decoded
 * @param failure the exception's simple name and message; null when it was decoded
 * @param bytes the whole record in Avro's binary encoding under the writer's schema, in hexadecimal digits
 */
public record Witness(
        String written, @Nullable String read, @Nullable String failure, String bytes) {
    public Witness {
        if ((read == null) == (failure == null)) {
            throw new IllegalArgumentException("a witness holds either what was read or the failure, but read was "
                    + read + " and failure was " + failure);
        }
    }

    /** {@code wrote {…} read {…}}, or {@code wrote {…} reading fails with …}. */
    @Override
    public String toString() {
        return "wrote " + written + (failure == null ? " read " + read : " reading fails with " + failure);
    }
}
