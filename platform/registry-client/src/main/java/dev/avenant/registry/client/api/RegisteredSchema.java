package dev.avenant.registry.client.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a subject as the registry answers it. Which members are there depends on the request.
 *
 * @param id unique in the registry's context; two subjects share it when their schemas are the same
 * @param guid the same in every registry; null from servers older than 8.0
 * @param schemaType null stands for AVRO
 * @param ruleSet the rules that travel with the schema; null for none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegisteredSchema(
        @Nullable String subject,
        @Nullable Integer version,
        @Nullable Integer id,
        @Nullable String guid,
        @Nullable String schemaType,
        @Nullable List<SchemaReference> references,
        @Nullable String schema,
        @Nullable RuleSet ruleSet) {

    /** The references, none when the answer names none. */
    public List<SchemaReference> referencesOrNone() {
        return references == null ? List.of() : references;
    }

    /** The same, each with the whole name of its subject. */
    public List<SchemaReference> qualifiedReferences() {
        return referencesOrNone().stream()
                .map(reference -> reference.usedBy(subject))
                .toList();
    }
}
