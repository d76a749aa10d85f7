package dev.avenant.serde.internal.schema;

import dev.avenant.registry.client.api.DataContractRule;
import dev.avenant.registry.client.api.RuleMode;
import dev.avenant.registry.client.api.RuleSet;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses schemas whose rules would have to be executed. RuleSetCheck encrypt fields and check values; a record that was
 * written or read as if they were not there would hold in the clear what was to be hidden, or hide it from its reader.
 */
public final class RuleSetCheck {

    private static final Set<RuleMode> WRITING = EnumSet.of(RuleMode.WRITE, RuleMode.WRITEREAD);
    private static final Set<RuleMode> READING = EnumSet.of(RuleMode.READ, RuleMode.WRITEREAD);

    private RuleSetCheck() {}

    public static void refuseForWriting(@Nullable RuleSet rules, FailureSite site) {
        refuse(rules, WRITING, site);
    }

    public static void refuseForReading(@Nullable RuleSet rules, FailureSite site) {
        refuse(rules, READING, site);
    }

    private static void refuse(@Nullable RuleSet rules, Set<RuleMode> modes, FailureSite site) {
        Optional<DataContractRule> due = rules == null
                ? Optional.empty()
                : Stream.of(rules.domainRules(), rules.encodingRules())
                        .flatMap(list -> list == null ? Stream.empty() : list.stream())
                        .filter(rule -> !Boolean.TRUE.equals(rule.disabled()))
                        .filter(rule -> rule.mode() != null && modes.contains(rule.mode()))
                        .findFirst();
        if (due.isPresent()) {
            throw new SerdeException(
                    SerdeFailure.Kind.MISCONFIGURED,
                    site,
                    "The registered schema has the rule " + due.get().name() + " of type "
                            + due.get().type()
                            + ", and rules are not executed by this serde. Disable the rule, or use a serde that"
                            + " executes it",
                    null);
        }
    }
}
