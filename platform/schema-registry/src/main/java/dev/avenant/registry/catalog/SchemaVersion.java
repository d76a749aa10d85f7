package dev.avenant.registry.catalog;

import java.util.UUID;

/**
 * A version of a subject.
 *
 * @param subject with its context, see {@link QualifiedSubject}
 * @param id unique in the context; two subjects share it when their schemas are the same
 * @param guid the same in every registry
 * @param content the schema
 * @param timestamp milliseconds since 1970 of the record that wrote this state of it
 * @param deleted softly: kept for those who ask for it
 */
public record SchemaVersion(
        String subject, int version, int id, UUID guid, SchemaContent content, long timestamp, boolean deleted) {

    /** The same version, deleted together with its subject: what its time tells is still when it was written. */
    SchemaVersion softlyDeleted() {
        return new SchemaVersion(subject, version, id, guid, content, timestamp, true);
    }
}
