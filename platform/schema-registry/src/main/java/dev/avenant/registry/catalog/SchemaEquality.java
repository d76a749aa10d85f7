package dev.avenant.registry.catalog;

import dev.avenant.compatibility.SchemaIdentity;
import dev.avenant.registry.client.api.Metadata;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether two schemas are one within a subject: equal but for the order of properties and for {@code error} against
 * {@code record}.
 */
final class SchemaEquality {

    private SchemaEquality() {}

    static boolean same(AvroSchemas.Parsed sent, AvroSchemas.Parsed held) {
        SchemaContent one = sent.content();
        SchemaContent two = held.content();
        return sameMetadata(one.metadata(), two.metadata())
                && Objects.equals(one.ruleSet(), two.ruleSet())
                && (one.references().isEmpty() || one.references().equals(two.references()))
                && SchemaIdentity.same(sent.schema(), held.schema());
    }

    /** A schema that says no number is the same as one that does. */
    static boolean sameMetadata(@Nullable Metadata sent, @Nullable Metadata held) {
        if (Objects.equals(sent, held)) {
            return true;
        }
        if (held == null
                || held.property(MetadataDefaults.VERSION_PROPERTY) == null
                || (sent != null && sent.property(MetadataDefaults.VERSION_PROPERTY) != null)) {
            return false;
        }
        Metadata unnumbered = held.withoutProperty(MetadataDefaults.VERSION_PROPERTY);
        return unnumbered.equals(sent == null ? new Metadata(null, null, null) : sent);
    }
}
