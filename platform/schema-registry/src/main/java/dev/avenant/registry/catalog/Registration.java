package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * A wish to register, or to find, a schema.
 *
 * @param subject where
 * @param content as the client sent it
 * @param id the id that it has elsewhere, null for none
 * @param version the version that it is to be, null for the next
 * @param normalize whether the client wants it normalised
 * @param force whether to skip the compatibility check
 */
public record Registration(
        String subject,
        SchemaContent content,
        @Nullable Integer id,
        @Nullable Integer version,
        boolean normalize,
        boolean force) {

    /** A plain one. */
    public static Registration of(String subject, SchemaContent content) {
        return new Registration(subject, content, null, null, false, false);
    }

    boolean hasId() {
        return id != null && id >= 0;
    }

    boolean hasVersion() {
        return version != null && version > 0;
    }

    int requestedId() {
        return id == null ? 0 : id;
    }

    int requestedVersion() {
        return version == null ? 0 : version;
    }

    /** The content, with the wanted version among its metadata as long as nothing is imported. */
    Registration withVersionInMetadata() {
        if (!hasVersion()) {
            return this;
        }
        Metadata metadata = content.metadata() == null ? new Metadata(null, null, null) : content.metadata();
        return new Registration(
                subject,
                content.with(
                        metadata.withProperty(Finder.VERSION_PROPERTY, Integer.toString(requestedVersion())),
                        content.ruleSet()),
                id,
                version,
                normalize,
                force);
    }
}
