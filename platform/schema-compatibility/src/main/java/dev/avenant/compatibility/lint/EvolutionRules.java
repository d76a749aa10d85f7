package dev.avenant.compatibility.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** What will stand in the way of the next version. */
final class EvolutionRules {
    private EvolutionRules() {}

    static void enumDefaults(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            if (type.schema().getType() == Schema.Type.ENUM && type.schema().getEnumDefault() == null) {
                report.add(
                        type,
                        "The enum " + type.schema().getName() + " has no default.",
                        "Add a symbol such as UNKNOWN and \"default\": \"UNKNOWN\" to the enum.");
            }
        }
    }

    static void nullDefaults(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            boolean nullable = member.field().schema().getType() == Schema.Type.UNION
                    && member.field().schema().isNullable();
            if (nullable && !member.field().hasDefaultValue()) {
                report.add(
                        member,
                        "The field " + member.field().name() + " may be null and has no default.",
                        "Add \"default\": null.");
            } else if (nullable && member.field().defaultVal() != JsonProperties.NULL_VALUE) {
                report.add(
                        member,
                        "The field " + member.field().name() + " may be null and has another default.",
                        "Use \"default\": null, or a type that is not nullable.");
            }
        }
    }

    static void nullFirst(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).all()) {
            Schema schema = type.schema();
            if (schema.getType() == Schema.Type.UNION
                    && schema.isNullable()
                    && schema.getTypes().get(0).getType() != Schema.Type.NULL) {
                report.add(type, "null is not the first branch of the union.", "Put \"null\" first.");
            }
        }
    }

    static void wideUnions(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).all()) {
            if (type.schema().getType() == Schema.Type.UNION
                    && branches(type.schema()).size() > 1
                    && !isRoot(type)) {
                report.add(
                        type,
                        "The union has " + branches(type.schema()).size() + " types beside null.",
                        "Write a nullable field for each type.");
            }
        }
    }

    private static boolean isRoot(SchemaParts.Type type) {
        return type.path().isEmpty();
    }

    private static List<Schema> branches(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
    }

    static void oneShape(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).all()) {
            if (type.schema().getType() != Schema.Type.UNION) {
                continue;
            }
            Map<String, List<String>> byShape = new LinkedHashMap<>();
            for (Schema branch : type.schema().getTypes()) {
                if (branch.getType() == Schema.Type.RECORD) {
                    byShape.computeIfAbsent(RecordShape.of(branch), shape -> new ArrayList<>())
                            .add(branch.getName());
                }
            }
            List<String> alike = byShape.values().stream()
                    .filter(names -> names.size() > 1)
                    .map(EvolutionRules::listed)
                    .toList();
            if (!alike.isEmpty()) {
                report.add(
                        type,
                        String.join(" have the same fields, and so have ", alike)
                                + (alike.size() == 1 ? " have the same fields." : "."),
                        "Give each of them a field that the others have not.");
            }
        }
    }

    private static String listed(List<String> names) {
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    static void nullableCollections(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            boolean collection = member.type().getType() == Schema.Type.ARRAY
                    || member.type().getType() == Schema.Type.MAP;
            if (collection && member.field().schema().isNullable()) {
                report.add(
                        member,
                        "The field " + member.field().name() + " may be null or empty.",
                        "Make it an " + member.type().getType().getName() + " with an empty default.");
            }
        }
    }

    static void nullableBooleans(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            if (member.type().getType() == Schema.Type.BOOLEAN
                    && member.field().schema().isNullable()) {
                report.add(
                        member,
                        "The field " + member.field().name() + " may be true, false or null.",
                        "Use an enum that names the three.");
            }
        }
    }

    static void emptyRecords(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            if (type.schema().getType() == Schema.Type.RECORD
                    && type.schema().getFields().isEmpty()) {
                report.add(type, "The record " + type.schema().getName() + " has no fields.", "Add what it says.");
            }
        }
    }
}
