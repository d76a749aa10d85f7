package dev.avenant.serde.errors;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Where a record was when it failed; what is not known is null. Partition and offset are never known here: a consumer
 * adds them with Kafka's {@code RecordDeserializationException}.
 *
 * @param isKey whether it was the record's key
 * @param subject where the schema was looked for
 * @param schemaId the id in the registry, or the GUID, as text
 * @param fieldPath the field that was being read or written, such as {@code salary.currency}
 * @param byteOffset the place in the payload, counted from its first byte with the prefix
 */
public record FailureSite(
        @Nullable String topic,
        boolean isKey,
        @Nullable String subject,
        @Nullable String schemaId,
        @Nullable String fieldPath,
        @Nullable Integer byteOffset) {

    /** Nothing is known of it. */
    public static final FailureSite UNKNOWN = new FailureSite(null, false, null, null, null, null);

    /** A record's key or value. */
    public static FailureSite of(@Nullable String topic, boolean isKey) {
        return new FailureSite(topic, isKey, null, null, null, null);
    }

    /** The same, where this subject was asked for. */
    public FailureSite withSubject(@Nullable String newSubject) {
        return new FailureSite(topic, isKey, newSubject, schemaId, fieldPath, byteOffset);
    }

    /** The same, with a schema of this id. */
    public FailureSite withSchemaId(@Nullable String newSchemaId) {
        return new FailureSite(topic, isKey, subject, newSchemaId, fieldPath, byteOffset);
    }

    /** The same, at this field and byte. */
    public FailureSite withPath(@Nullable String newPath, @Nullable Integer newOffset) {
        return new FailureSite(topic, isKey, subject, schemaId, newPath, newOffset);
    }

    /** In words, to stand before a message: {@code [value of order-events, schema 7, field email, byte 23] }. */
    public String prefix() {
        StringJoiner where = new StringJoiner(", ", "[", "] ");
        where.setEmptyValue("");
        if (topic != null) {
            where.add((isKey ? "key" : "value") + " of " + topic);
        }
        if (subject != null) {
            where.add("subject " + subject);
        }
        if (schemaId != null) {
            where.add("schema " + schemaId);
        }
        if (fieldPath != null && !fieldPath.isEmpty()) {
            where.add("field " + fieldPath);
        }
        if (byteOffset != null) {
            where.add("byte " + byteOffset);
        }
        return where.toString();
    }
}
