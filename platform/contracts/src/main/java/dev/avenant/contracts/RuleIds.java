package dev.avenant.contracts;

import dev.avenant.compatibility.Rule;
import dev.avenant.compatibility.lint.LintRule;
import dev.avenant.compatibility.lint.LintRules;
import dev.avenant.schema.SchemaFault;
import java.util.Set;
import java.util.TreeSet;

/** What all rules are called, so that a name in {@code contracts.yaml} that is none is noticed. */
public final class RuleIds {
    /** The rules for the files as a whole; {@code docs/contracts.md} lists them. */
    public static final Set<String> OF_FILES = Set.of(
            "contracts-file",
            "full-name-changed",
            "full-name-taken",
            "key-listed-as-event",
            "key-type-changed",
            "key-without-schema",
            "lock-line-gone",
            "name-differs-from-folder",
            "no-schema",
            "not-listed",
            "released-version-changed",
            "released-version-gone",
            "schema-syntax",
            "service-mistyped",
            "two-unreleased",
            "unknown-file",
            "unreleased",
            "version-gap",
            "waiver-expired",
            "waiver-stale");

    private static final Set<String> ALL = all();

    private RuleIds() {}

    private static Set<String> all() {
        Set<String> ids = new TreeSet<>(OF_FILES);
        for (Rule rule : Rule.values()) {
            ids.add(rule.id());
        }
        for (SchemaFault.Kind kind : SchemaFault.Kind.values()) {
            ids.add(kind.ruleId());
        }
        for (LintRule rule : LintRules.ALL) {
            ids.add(rule.id());
        }
        return Set.copyOf(ids);
    }

    /** Whether there is a rule of that name. */
    static boolean isKnown(String id) {
        return ALL.contains(id);
    }
}
