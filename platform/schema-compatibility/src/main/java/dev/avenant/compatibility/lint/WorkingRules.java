package dev.avenant.compatibility.lint;

import dev.avenant.compatibility.Finding;
import dev.avenant.compatibility.SchemaValidity;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** What cannot work, or does not do what it says. */
final class WorkingRules {
    private WorkingRules() {}

    static void defaultsWork(LintTarget target, LintTree tree, Report report) {
        invalid("default-cannot-work", target, report);
    }

    static void logicalTypesWork(LintTarget target, LintTree tree, Report report) {
        invalid("logical-type-ignored", target, report);
    }

    static void valuesExist(LintTarget target, LintTree tree, Report report) {
        invalid("type-without-value", target, report);
    }

    private static void invalid(String rule, LintTarget target, Report report) {
        for (Finding finding : SchemaValidity.check(target.current())) {
            if (finding.ruleId().equals(rule)) {
                report.add(finding);
            }
        }
    }

    static void aliases(LintTarget target, LintTree tree, Report report) {
        for (Parts.Type type : tree.partsOf(target).named()) {
            if (type.schema().getType() == Schema.Type.RECORD) {
                fieldAliases(type, report);
            }
        }
    }

    private static void fieldAliases(Parts.Type type, Report report) {
        Map<String, String> taken = new HashMap<>();
        for (Schema.Field field : type.schema().getFields()) {
            for (String alias : field.aliases()) {
                String other = taken.putIfAbsent(alias, field.name());
                boolean names = type.schema().getField(alias) != null;
                if (names || other != null) {
                    report.add(
                            type.path() + "/" + field.name(),
                            type.element() + "." + field.name(),
                            "The alias " + alias + " of " + field.name() + " is "
                                    + (names ? "a field of the same record." : "an alias of " + other + " too."),
                            "Remove the alias.");
                }
            }
        }
    }

    static void tags(LintTarget target, LintTree tree, Report report) {
        for (Parts.Member member : tree.partsOf(target).fields()) {
            Object tags = member.field().getObjectProp("tags");
            boolean list = tags instanceof Collection<?> all && all.stream().allMatch(tag -> tag instanceof String);
            if (tags != null && !list) {
                report.add(
                        member,
                        "The tags of " + member.field().name() + " are no list of strings.",
                        "Write \"tags\": [\"PII\"].");
            }
        }
    }
}
