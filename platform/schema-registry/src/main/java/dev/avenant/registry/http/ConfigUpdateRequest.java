package dev.avenant.registry.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.SubjectConfig;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.client.api.RuleSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body that changes a configuration, and the answer to it. Its name is seen in error messages. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConfigUpdateRequest(
        @Nullable String alias,
        @Nullable Boolean normalize,
        @Nullable Boolean validateFields,
        @Nullable Boolean validateNewSchemas,
        @Nullable Boolean validateRules,
        @Nullable String compatibility,
        @Nullable String compatibilityPolicy,
        @Nullable String compatibilityGroup,
        @Nullable Metadata defaultMetadata,
        @Nullable Metadata overrideMetadata,
        @Nullable RuleSet defaultRuleSet,
        @Nullable RuleSet overrideRuleSet) {

    private static final Set<String> POLICIES = Set.of("STRICT", "LENIENT");

    /** The body, and which of its members are there: one that is null takes a setting back. */
    record Change(ConfigUpdateRequest wanted, Set<String> members) {

        SubjectConfig apply(SubjectConfig before) {
            return new SubjectConfig(
                    take("alias", wanted.alias, before.usableAlias()),
                    take("normalize", wanted.normalize, before.normalize()),
                    take("validateFields", wanted.validateFields, before.validateFields()),
                    take("validateNewSchemas", wanted.validateNewSchemas, before.validateNewSchemas()),
                    take("validateRules", wanted.validateRules, before.validateRules()),
                    take("compatibility", level(), before.compatibilityLevel()),
                    take("compatibilityPolicy", policy(), before.compatibilityPolicy()),
                    take("compatibilityGroup", wanted.compatibilityGroup, before.compatibilityGroup()),
                    take("defaultMetadata", wanted.defaultMetadata, before.defaultMetadata()),
                    take("overrideMetadata", wanted.overrideMetadata, before.overrideMetadata()),
                    take("defaultRuleSet", wanted.defaultRuleSet, before.defaultRuleSet()),
                    take("overrideRuleSet", wanted.overrideRuleSet, before.overrideRuleSet()));
        }

        private <V> @Nullable V take(String member, @Nullable V wantedValue, @Nullable V before) {
            return members.contains(member.toLowerCase(Locale.ROOT)) ? wantedValue : before;
        }

        private @Nullable String policy() {
            String policy = wanted.compatibilityPolicy;
            return policy != null && POLICIES.contains(policy.toUpperCase(Locale.ROOT))
                    ? policy.toUpperCase(Locale.ROOT)
                    : null;
        }

        private @Nullable CompatibilityLevel level() {
            return wanted.compatibility == null
                    ? null
                    : CompatibilityLevel.named(wanted.compatibility)
                            .orElseThrow(() -> RestException.of(RegistryErrorCode.INVALID_COMPATIBILITY_LEVEL));
        }
    }

    static Change read(byte[] body, String name) {
        ConfigUpdateRequest wanted = Json.read(body, ConfigUpdateRequest.class, name);
        Set<String> members = new HashSet<>();
        JsonNode tree = Json.tree(body, name);
        tree.fieldNames().forEachRemaining(member -> members.add(member.toLowerCase(Locale.ROOT)));
        Change change = new Change(wanted, members);
        change.level();
        Rules.requireSound(wanted.defaultRuleSet);
        Rules.requireSound(wanted.overrideRuleSet);
        ReservedMetadata.requireFree(wanted.defaultMetadata);
        ReservedMetadata.requireFree(wanted.overrideMetadata);
        return change;
    }

    /** What was set, in the words of the request. */
    static ConfigUpdateRequest of(SubjectConfig config) {
        CompatibilityLevel level = config.compatibilityLevel();
        return new ConfigUpdateRequest(
                config.alias(),
                config.normalize(),
                config.validateFields(),
                config.validateNewSchemas(),
                config.validateRules(),
                level == null ? null : level.name(),
                config.compatibilityPolicy(),
                config.compatibilityGroup(),
                config.defaultMetadata(),
                config.overrideMetadata(),
                config.defaultRuleSet(),
                config.overrideRuleSet());
    }
}
