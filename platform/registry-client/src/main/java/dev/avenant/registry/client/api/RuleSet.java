package dev.avenant.registry.client.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules that travel with a schema, by the moment they apply to.
 *
 * @param enableAt who is to carry them out; null where it is not said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RuleSet(
        @Nullable List<DataContractRule> migrationRules,
        @Nullable List<DataContractRule> domainRules,
        @Nullable List<DataContractRule> encodingRules,
        @Nullable ExecutionEnvironment enableAt) {

    private static final Set<RuleMode> MIGRATION = EnumSet.of(RuleMode.UPGRADE, RuleMode.DOWNGRADE, RuleMode.UPDOWN);
    private static final Set<RuleMode> DOMAIN = EnumSet.of(RuleMode.WRITE, RuleMode.READ, RuleMode.WRITEREAD);

    public RuleSet {
        migrationRules = present(migrationRules);
        domainRules = present(domainRules);
        encodingRules = present(encodingRules);
    }

    private static @Nullable List<DataContractRule> present(@Nullable List<DataContractRule> rules) {
        List<DataContractRule> present = rules == null
                ? List.of()
                : rules.stream().filter(Objects::nonNull).toList();
        return present.isEmpty() ? null : present;
    }

    /** What is wrong with the first unsound rule, empty when all of them are sound and go together. */
    @JsonIgnore
    public Optional<String> flaw() {
        Set<String> names = new HashSet<>();
        return flaw(migrationRules, names, MIGRATION, "Migration rules can only be UPGRADE, DOWNGRADE, UPDOWN")
                .or(() -> flaw(domainRules, names, DOMAIN, "Domain rules can only be WRITE, READ, WRITEREAD"))
                .or(() -> flaw(encodingRules, names, DOMAIN, "Encoding rules can only be WRITE, READ, WRITEREAD"));
    }

    private static Optional<String> flaw(
            @Nullable List<DataContractRule> rules, Set<String> names, Set<RuleMode> modes, String otherMode) {
        for (DataContractRule rule : rules == null ? List.<DataContractRule>of() : rules) {
            Optional<String> flaw = rule.flaw();
            if (flaw.isPresent()) {
                return flaw;
            }
            if (!names.add(String.valueOf(rule.name()))) {
                return Optional.of("Found rule with duplicate name '" + rule.name() + "'");
            }
            if (!modes.contains(rule.mode())) {
                return Optional.of(otherMode);
            }
        }
        return Optional.empty();
    }

    /** The same without the rules of these names. */
    public RuleSet without(Collection<String> names) {
        return new RuleSet(
                without(migrationRules, names), without(domainRules, names), without(encodingRules, names), enableAt);
    }

    private static @Nullable List<DataContractRule> without(
            @Nullable List<DataContractRule> rules, Collection<String> names) {
        return rules == null
                ? null
                : rules.stream().filter(rule -> !names.contains(rule.name())).toList();
    }

    /** These rules with those of {@code winner} over them, by name; null stands for none. */
    public static @Nullable RuleSet merge(@Nullable RuleSet base, @Nullable RuleSet winner) {
        if (base == null || winner == null) {
            return base == null ? winner : base;
        }
        return new RuleSet(
                merge(base.migrationRules, winner.migrationRules),
                merge(base.domainRules, winner.domainRules),
                merge(base.encodingRules, winner.encodingRules),
                winner.enableAt == null ? base.enableAt : winner.enableAt);
    }

    private static @Nullable List<DataContractRule> merge(
            @Nullable List<DataContractRule> base, @Nullable List<DataContractRule> winner) {
        if (base == null || winner == null) {
            return base == null ? winner : base;
        }
        Set<String> replaced = new HashSet<>();
        winner.forEach(rule -> replaced.add(String.valueOf(rule.name())));
        List<DataContractRule> all = new ArrayList<>(base);
        all.removeIf(rule -> replaced.contains(String.valueOf(rule.name())));
        all.addAll(winner);
        return all;
    }
}
