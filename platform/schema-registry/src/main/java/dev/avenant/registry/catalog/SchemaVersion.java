package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.SchemaReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One version of a subject.
 *
 * @param schema the canonical text
 * @param deleted whether it was softly deleted: hidden, but still readable by id
 */
public record SchemaVersion(
        String subject, int version, int id, String schema, List<SchemaReference> references, boolean deleted) {

    public SchemaVersion {
        references = List.copyOf(references);
    }

    SchemaVersion asDeleted() {
        return new SchemaVersion(subject, version, id, schema, references, true);
    }

    /** Whether the other one is the same schema, wherever it is registered. */
    boolean isSameSchemaAs(String otherSchema, List<SchemaReference> otherReferences) {
        return schema.equals(otherSchema) && references.equals(otherReferences);
    }

    /** A name for the schema that is the same in every registry: the MD5 of its text and references. */
    public String guid() {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(schema.getBytes(StandardCharsets.UTF_8));
            for (SchemaReference reference : references) {
                digest.update(reference.name().getBytes(StandardCharsets.UTF_8));
                digest.update(reference.subject().getBytes(StandardCharsets.UTF_8));
                digest.update(String.valueOf(reference.version()).getBytes(StandardCharsets.UTF_8));
            }
            String hex = HexFormat.of().formatHex(digest.digest());
            return hex.substring(0, 8)
                    + '-'
                    + hex.substring(8, 12)
                    + '-'
                    + hex.substring(12, 16)
                    + '-'
                    + hex.substring(16, 20)
                    + '-'
                    + hex.substring(20);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has MD5", impossible);
        }
    }
}
