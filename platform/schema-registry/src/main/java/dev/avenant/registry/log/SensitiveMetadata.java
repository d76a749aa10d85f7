package dev.avenant.registry.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import dev.avenant.registry.catalog.SchemaRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sensitive properties of a schema's metadata in a record of the log, as Confluent's registry encrypts them: the value is
 * the ciphertext in base 64, one more property marks the record, and the hash of the schema as it was before goes along.
 */
final class SensitiveMetadata {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = new byte[0];

    private SensitiveMetadata() {}

    /** What changes the value of a property. */
    private interface Change {
        String apply(String value) throws GeneralSecurityException;
    }

    /** The record of a schema with its sensitive properties encrypted; any other one, and one that is encrypted, as it is. */
    static LogRecord encrypted(LogRecord record, Aead key) throws GeneralSecurityException {
        ObjectNode value = mentions(record, "\"sensitive\"") ? object(record) : null;
        ObjectNode properties = value == null ? null : properties(value);
        if (value == null
                || properties == null
                || properties.has(SchemaRecord.ENCRYPTED)
                || value.at("/metadata/sensitive").isEmpty()
                || !(RecordSerde.read(record) instanceof SchemaRecord schema)) {
            return record;
        }
        change(value, properties, plain -> base64(key.encrypt(plain.getBytes(StandardCharsets.UTF_8), NOTHING)));
        properties.put(SchemaRecord.ENCRYPTED, "true");
        return new LogRecord(
                record.key(),
                value.put("md5", base64(bytes(schema.content().guid()))).toString());
    }

    /** Whether a record says that its sensitive properties are encrypted. */
    static boolean isEncrypted(LogRecord record) {
        ObjectNode value = mentions(record, SchemaRecord.ENCRYPTED) ? object(record) : null;
        ObjectNode properties = value == null ? null : properties(value);
        return properties != null && properties.has(SchemaRecord.ENCRYPTED);
    }

    /** An encrypted record as it was before; throws when the key did not encrypt it. */
    static LogRecord decrypted(LogRecord record, Aead key) throws GeneralSecurityException {
        ObjectNode value = object(record);
        ObjectNode properties = value == null ? null : properties(value);
        if (value == null || properties == null) {
            return record;
        }
        change(value, properties, secret -> new String(key.decrypt(bytes(secret), NOTHING), StandardCharsets.UTF_8));
        properties.remove(SchemaRecord.ENCRYPTED);
        return new LogRecord(record.key(), value.toString());
    }

    private static void change(ObjectNode value, ObjectNode properties, Change change) throws GeneralSecurityException {
        for (JsonNode name : value.at("/metadata/sensitive")) {
            JsonNode property = properties.path(name.asText());
            if (property.isTextual()) {
                properties.put(name.asText(), change.apply(property.textValue()));
            }
        }
    }

    private static boolean mentions(LogRecord record, String text) {
        String value = record.value();
        return value != null && value.contains(text);
    }

    /** The value of a record; null when it is no object. */
    private static @Nullable ObjectNode object(LogRecord record) {
        try {
            return JSON.readTree(record.value()) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException noJson) {
            return null;
        }
    }

    private static @Nullable ObjectNode properties(ObjectNode value) {
        return value.at("/metadata/properties") instanceof ObjectNode properties ? properties : null;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) throws GeneralSecurityException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException otherText) {
            throw new GeneralSecurityException("expected base 64", otherText);
        }
    }

    private static byte[] bytes(UUID guid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .array();
    }
}
