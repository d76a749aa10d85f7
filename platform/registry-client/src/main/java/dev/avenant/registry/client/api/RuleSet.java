package dev.avenant.registry.client.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules that travel with a schema, by the moment they apply to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleSet(
        @Nullable List<Rule> migrationRules,
        @Nullable List<Rule> domainRules,
        @Nullable List<Rule> encodingRules) {

    public RuleSet {
        migrationRules = present(migrationRules);
        domainRules = present(domainRules);
        encodingRules = present(encodingRules);
    }

    private static @Nullable List<Rule> present(@Nullable List<Rule> rules) {
        return rules == null ? null : rules.stream().filter(Objects::nonNull).toList();
    }

    /** These rules with those of {@code winner} over them, by name; null stands for none. */
    public static @Nullable RuleSet merge(@Nullable RuleSet base, @Nullable RuleSet winner) {
        if (base == null || winner == null) {
            return base == null ? winner : base;
        }
        return new RuleSet(
                merge(base.migrationRules, winner.migrationRules),
                merge(base.domainRules, winner.domainRules),
                merge(base.encodingRules, winner.encodingRules));
    }

    private static @Nullable List<Rule> merge(@Nullable List<Rule> base, @Nullable List<Rule> winner) {
        if (base == null || winner == null) {
            return base == null ? winner : base;
        }
        Map<String, Rule> byName = new LinkedHashMap<>();
        base.forEach(rule -> byName.put(String.valueOf(rule.name()), rule));
        winner.forEach(rule -> byName.put(String.valueOf(rule.name()), rule));
        return List.copyOf(byName.values());
    }
}
