package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RuleSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What makes a schema the one it is, wherever it is registered.
 *
 * @param type whose words the text is in; only {@link #AVRO} is understood here, others are kept and shown as they are
 * @param text the schema's text
 * @param references the schemas that it uses
 */
public record SchemaContent(
        String type,
        String text,
        List<SchemaReference> references,
        @Nullable Metadata metadata,
        @Nullable RuleSet ruleSet) {

    /** The type of schemas that say none. */
    public static final String AVRO = "AVRO";

    public SchemaContent {
        references = List.copyOf(references);
    }

    /** That of an Avro schema. */
    public SchemaContent(
            String text, List<SchemaReference> references, @Nullable Metadata metadata, @Nullable RuleSet ruleSet) {
        this(AVRO, text, references, metadata, ruleSet);
    }

    public boolean isAvro() {
        return type.equals(AVRO);
    }

    /** The same content with other words for the schema. */
    SchemaContent withText(String canonical, List<SchemaReference> resolved) {
        return new SchemaContent(type, canonical, resolved, metadata, ruleSet);
    }

    SchemaContent with(@Nullable Metadata otherMetadata, @Nullable RuleSet otherRules) {
        return new SchemaContent(type, text, references, otherMetadata, otherRules);
    }

    /** A property of its metadata, null where it has none of that name. */
    @Nullable
    String property(String name) {
        return metadata == null ? null : metadata.property(name);
    }

    /** Its name in every registry. */
    public UUID guid() {
        return SchemaGuid.of(this);
    }
}
