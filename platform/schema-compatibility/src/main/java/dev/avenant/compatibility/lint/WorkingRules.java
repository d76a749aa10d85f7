package dev.avenant.compatibility.lint;

import dev.avenant.compatibility.SchemaValidity;
import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** What cannot work, or does not do what it says. */
final class WorkingRules {
    private WorkingRules() {}

    static void defaultsWork(LintTarget target, LintTree tree, LintReport report) {
        invalid(LintRule.DEFAULT_CANNOT_WORK, target, report);
    }

    static void logicalTypesWork(LintTarget target, LintTree tree, LintReport report) {
        invalid(LintRule.LOGICAL_TYPE_IGNORED, target, report);
    }

    static void valuesExist(LintTarget target, LintTree tree, LintReport report) {
        invalid(LintRule.TYPE_WITHOUT_VALUE, target, report);
    }

    private static void invalid(LintRule rule, LintTarget target, LintReport report) {
        for (Finding finding : SchemaValidity.check(target.current())) {
            if (finding.rule() == rule) {
                report.add(finding);
            }
        }
    }

    static void aliases(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            if (type.schema().getType() == Schema.Type.RECORD) {
                fieldAliases(type, report);
            }
        }
    }

    private static void fieldAliases(SchemaParts.Type type, LintReport report) {
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

    static void tags(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
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
