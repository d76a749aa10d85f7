package dev.avenant.registry.client.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One rule of a {@link RuleSet}; carried through as it is, never executed here. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rule(
        @Nullable String name,
        @Nullable String doc,
        @Nullable String kind,
        @Nullable String mode,
        @Nullable String type,
        @Nullable Set<String> tags,
        @Nullable Map<String, String> params,
        @Nullable String expr,
        @Nullable String onSuccess,
        @Nullable String onFailure,
        @Nullable Boolean disabled) {

    public Rule {
        tags = tags == null ? null : new TreeSet<>(tags);
        params = params == null ? null : new TreeMap<>(params);
    }
}
