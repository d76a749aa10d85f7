package dev.avenant.registry.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RuleSet;
import org.jspecify.annotations.Nullable;

/** What is configured for a subject, a context or all subjects; null is what nobody set. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubjectConfig(
        @Nullable String alias,
        @Nullable Boolean normalize,
        @Nullable Boolean validateFields,
        @Nullable Boolean validateNewSchemas,
        @Nullable Boolean validateRules,
        @Nullable CompatibilityLevel compatibilityLevel,
        @Nullable String compatibilityPolicy,
        @Nullable String compatibilityGroup,
        @Nullable Metadata defaultMetadata,
        @Nullable Metadata overrideMetadata,
        @Nullable RuleSet defaultRuleSet,
        @Nullable RuleSet overrideRuleSet) {

    /** Nothing set. */
    public static final SubjectConfig EMPTY =
            new SubjectConfig(null, null, null, null, null, null, null, null, null, null, null, null);

    /** The same with that level where none is set. */
    public SubjectConfig orLevel(CompatibilityLevel level) {
        return compatibilityLevel != null
                ? this
                : new SubjectConfig(
                        alias,
                        normalize,
                        validateFields,
                        validateNewSchemas,
                        validateRules,
                        level,
                        compatibilityPolicy,
                        compatibilityGroup,
                        defaultMetadata,
                        overrideMetadata,
                        defaultRuleSet,
                        overrideRuleSet);
    }

    /** The alias, null where there is none or an empty one. */
    public @Nullable String usableAlias() {
        return alias == null || alias.isEmpty() ? null : alias;
    }

    CompatibilityLevel levelOr(CompatibilityLevel level) {
        return compatibilityLevel == null ? level : compatibilityLevel;
    }

    /** Whether it gives schemas metadata or rules. */
    boolean populates() {
        return defaultMetadata != null || overrideMetadata != null || defaultRuleSet != null || overrideRuleSet != null;
    }

    boolean normalizes() {
        return Boolean.TRUE.equals(normalize);
    }
}
