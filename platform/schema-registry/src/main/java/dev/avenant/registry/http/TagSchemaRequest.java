package dev.avenant.registry.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.client.api.RuleSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body that adds tags to a schema, or takes some away, and registers the outcome as the next version. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TagSchemaRequest(
        @Nullable Integer newVersion,
        @Nullable List<@Nullable SchemaTags> tagsToAdd,
        @Nullable List<@Nullable SchemaTags> tagsToRemove,
        @Nullable Metadata metadata,
        @Nullable RuleSet ruleSet,
        @Nullable RuleSet rulesToMerge,
        @Nullable List<String> rulesToRemove) {

    /**
     * What is to be registered.
     *
     * @param subject where
     * @param version whose schema is tagged
     * @param before whose rules are changed
     */
    RegistrationRequest registration(String subject, SchemaVersion version, @Nullable SchemaVersion before) {
        Rules.requireSound(ruleSet);
        Rules.requireSound(rulesToMerge);
        ReservedMetadata.requireFree(metadata);
        SchemaContent tagged = version.content();
        SchemaContent content = new SchemaContent(
                tagged.type(),
                tagged.text(),
                tagged.references(),
                Objects.requireNonNullElse(
                        metadata == null ? tagged.metadata() : metadata, new Metadata(null, null, null)),
                rules(before));
        RegistrationRequest.Tagging tags = new RegistrationRequest.Tagging(
                SchemaTags.entities(tagsToAdd), SchemaTags.entities(tagsToRemove), false);
        // The number goes into the metadata whether the client names it or not.
        return new RegistrationRequest(
                subject,
                content,
                null,
                newVersion == null || newVersion == 0 ? -1 : newVersion,
                new RegistrationRequest.Options(false, false, tags));
    }

    private @Nullable RuleSet rules(@Nullable SchemaVersion before) {
        if (rulesToMerge == null && rulesToRemove == null) {
            return ruleSet;
        }
        if (ruleSet != null) {
            throw RestException.of(
                    RegistryErrorCode.INVALID_RULESET,
                    "ruleSet should be omitted if specifying rulesToMerge or rulesToRemove");
        }
        RuleSet merged = RuleSet.merge(before == null ? null : before.content().ruleSet(), rulesToMerge);
        return merged == null || rulesToRemove == null ? merged : merged.without(rulesToRemove);
    }
}
