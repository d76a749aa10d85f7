package dev.avenant.registry.client.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a {@link RuleSet}; carried through, never executed here.
 *
 * @param name unique among the rules of a set
 * @param kind TRANSFORM where it is not said
 * @param mode WRITEREAD where it is not said
 * @param type who executes it, such as CEL or ENCRYPT
 * @param tags which fields it is for
 * @param onSuccess what happens then; two actions with a comma for the two directions
 * @param disabled false where it is not said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DataContractRule(
        @Nullable String name,
        @Nullable String doc,
        @Nullable RuleKind kind,
        @Nullable RuleMode mode,
        @Nullable String type,
        @Nullable Set<String> tags,
        @Nullable Map<String, String> params,
        @Nullable String expr,
        @Nullable String onSuccess,
        @Nullable String onFailure,
        @Nullable Boolean disabled) {

    private static final int LONGEST_NAME = 256;
    private static final Set<RuleMode> BOTH_WAYS = EnumSet.of(RuleMode.WRITEREAD, RuleMode.UPDOWN);

    public DataContractRule {
        kind = kind == null ? RuleKind.TRANSFORM : kind;
        mode = mode == null ? RuleMode.WRITEREAD : mode;
        tags = tags == null || tags.isEmpty() ? null : new TreeSet<>(tags);
        params = params == null || params.isEmpty() ? null : new TreeMap<>(params);
        disabled = Boolean.TRUE.equals(disabled);
    }

    /** What is wrong with it, empty for a sound rule. */
    Optional<String> flaw() {
        if (name == null || name.isEmpty()) {
            return Optional.of(name == null ? "Missing rule name" : "Empty rule name");
        }
        if (name.length() > LONGEST_NAME) {
            return Optional.of("Rule name too long");
        }
        char first = name.charAt(0);
        if (!Character.isLetter(first) && first != '_') {
            return Optional.of("Illegal initial character in rule name: " + name);
        }
        boolean illegal = name.chars().anyMatch(c -> !Character.isLetterOrDigit(c) && c != '_' && c != '-');
        if (illegal) {
            return Optional.of("Illegal character in rule name: " + name);
        }
        if (type == null) {
            return Optional.of("Missing rule type");
        }
        boolean twoActions = hasTwoActions(onSuccess) || hasTwoActions(onFailure);
        return twoActions && !BOTH_WAYS.contains(mode)
                ? Optional.of("Multiple actions only valid with WRITEREAD and UPDOWN")
                : Optional.empty();
    }

    private static boolean hasTwoActions(@Nullable String action) {
        return action != null && action.indexOf(',') >= 0;
    }
}
