package dev.avenant.serde.id;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * What a record says about its schema: the id in one registry, or the GUID that is the same in all.
 *
 * @param id null when only the GUID is known
 * @param guid null when only the id is known
 */
public record SchemaId(@Nullable Integer id, @Nullable UUID guid) {

    /** The first byte before an id of four bytes. */
    public static final byte MAGIC_ID = 0;

    /** The first byte before a GUID of sixteen bytes. */
    public static final byte MAGIC_GUID = 1;

    /** Reads a magic byte and what it announces. */
    static SchemaId read(ByteBuffer bytes) {
        byte magic = bytes.get();
        return switch (magic) {
            case MAGIC_ID -> new SchemaId(bytes.getInt(), null);
            case MAGIC_GUID -> new SchemaId(null, new UUID(bytes.getLong(), bytes.getLong()));
            default -> throw new IllegalArgumentException("Unknown magic byte!");
        };
    }

    /** The magic byte 1 and the GUID. */
    byte[] guidBytes() {
        if (guid == null) {
            throw new SerializationException("The registry gives no GUID for schema " + id
                    + "; headers need a registry that does. Use the PrefixSchemaIdSerializer instead");
        }
        return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put(MAGIC_GUID)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .array();
    }

    @Override
    public String toString() {
        return id == null ? String.valueOf(guid) : id.toString();
    }
}
