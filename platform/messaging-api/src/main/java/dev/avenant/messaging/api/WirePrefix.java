package dev.avenant.messaging.api;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What stands before an Avro payload in Confluent's wire format: the magic byte 0 and the id of the writer's schema in
 * four bytes, the most significant first.
 *
 * @param schemaId the id under which the registry holds the writer's schema
 */
public record WirePrefix(int schemaId) {

    /** How many bytes it takes. */
    public static final int BYTES = 5;

    private static final byte MAGIC = 0;

    /** The prefix of a record's value; empty when the value is too short for one or begins with another byte. */
    public static Optional<WirePrefix> of(byte[] value) {
        return value.length < BYTES || value[0] != MAGIC
                ? Optional.empty()
                : Optional.of(
                        new WirePrefix(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt()));
    }

    /** The prefix and the payload behind it: a record's value. */
    public byte[] before(byte[] payload) {
        return ByteBuffer.allocate(BYTES + payload.length)
                .put(MAGIC)
                .putInt(schemaId)
                .put(payload)
                .array();
    }
}
