package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.SchemaRecord;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RegistryErrorCode;
import org.jspecify.annotations.Nullable;

/** Refuses metadata that would be taken for encrypted when it is not: its secrets would go into the topic as they are. */
final class ReservedMetadata {

    private ReservedMetadata() {}

    static void requireFree(@Nullable Metadata metadata) {
        if (metadata != null && names(metadata)) {
            throw RestException.of(
                    RegistryErrorCode.INVALID_SCHEMA,
                    "The metadata property '" + SchemaRecord.ENCRYPTED
                            + "' is reserved for the registry. Leave it out");
        }
    }

    private static boolean names(Metadata metadata) {
        return metadata.property(SchemaRecord.ENCRYPTED) != null
                || (metadata.sensitive() != null && metadata.sensitive().contains(SchemaRecord.ENCRYPTED));
    }
}
