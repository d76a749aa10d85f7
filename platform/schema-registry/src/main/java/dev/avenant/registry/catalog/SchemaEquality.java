package dev.avenant.registry.catalog;

import dev.avenant.compatibility.SchemaIdentity;
import dev.avenant.registry.client.api.Metadata;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Whether two schemas are one within a subject: equal but for the order of properties and for {@code error} against
 * {@code record}.
 */
final class SchemaEquality {

    private SchemaEquality() {}

    /** Whether what a client sent is what a version holds. */
    static boolean same(AvroSchemas.Parsed sent, SchemaVersion version, AvroSchemas.Parsed held) {
        SchemaContent one = sent.content();
        SchemaContent two = held.content();
        return sameMetadata(one.metadata(), version)
                && Objects.equals(one.ruleSet(), two.ruleSet())
                && (one.references().isEmpty() || one.references().equals(two.references()))
                && SchemaIdentity.same(sent.schema(), held.schema());
    }

    /**
     * A schema that says no number is the same as one that does, and one that says the number of a version the same as that
     * version where it says none.
     */
    static boolean sameMetadata(@Nullable Metadata sent, SchemaVersion version) {
        Metadata held = version.content().metadata();
        OptionalInt sentNumber = MetadataDefaults.versionNumber(sent);
        OptionalInt heldNumber = MetadataDefaults.versionNumber(held);
        if (sentNumber.isEmpty() == heldNumber.isEmpty()) {
            return Objects.equals(sent, held);
        }
        return (sentNumber.isEmpty() || sentNumber.getAsInt() == version.version())
                && unnumbered(sent).equals(unnumbered(held));
    }

    private static Metadata unnumbered(@Nullable Metadata metadata) {
        return metadata == null
                ? new Metadata(null, null, null)
                : metadata.withoutProperty(MetadataDefaults.VERSION_PROPERTY);
    }
}
