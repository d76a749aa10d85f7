package dev.avenant.compatibility.lint;

import java.util.TreeMap;

/** What must agree between the schemas of a tree. */
final class TopicRules {
    private TopicRules() {}

    static void timestampUnits(LintTarget target, LintTree tree, LintReport report) {
        if (!target.event()) {
            return;
        }
        TreeMap<String, String> firstUse = new TreeMap<>();
        for (LintTarget other : tree.targets()) {
            if (other.event() && other.topic().equals(target.topic())) {
                for (SchemaParts.Type type : tree.partsOf(other).all()) {
                    String unit = MeaningRules.logicalType(type.schema());
                    if (unit.startsWith("timestamp-")) {
                        firstUse.putIfAbsent(unit, type.element());
                    }
                }
            }
            if (other.folder().equals(target.folder())) {
                break;
            }
        }
        for (SchemaParts.Type type : tree.partsOf(target).all()) {
            String unit = MeaningRules.logicalType(type.schema());
            String other = firstUse.keySet().stream()
                    .filter(used -> !used.equals(unit))
                    .findFirst()
                    .orElse(null);
            if (unit.startsWith("timestamp-") && other != null) {
                report.add(
                        type,
                        type.element() + " is " + unit + ", and " + firstUse.get(other) + " of the same topic is "
                                + other + ".",
                        "Use " + other + ".");
            }
        }
    }

    static void namespaces(LintTarget target, LintTree tree, LintReport report) {
        String expected = target.namespace();
        boolean named = switch (target.schema().getType()) {
            case RECORD, ENUM, FIXED -> true;
            default -> false;
        };
        String found = named ? String.valueOf(target.schema().getNamespace()) : expected;
        if (!expected.isEmpty() && !found.equals(expected)) {
            report.add(
                    "",
                    target.schema().getFullName(),
                    "The namespace is " + found + ", and the folder calls for " + expected + ".",
                    "Write \"namespace\": \"" + expected + "\".");
        }
    }

    static void inlined(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            LintTarget shared = tree.sharedByName().get(type.schema().getName());
            if (shared != null && !shared.folder().equals(target.folder())) {
                report.add(
                        type,
                        type.schema().getFullName() + " is written out and exists as the shared type "
                                + shared.schema().getFullName() + ".",
                        "Refer to \"" + shared.schema().getFullName() + "\".");
            }
        }
    }

    /** Speaks at the second definition and those after it. */
    static void definedTwice(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            String name = type.schema().getFullName();
            LintTree.Definition here = new LintTree.Definition(target, type.schema());
            LintTree.Definition first = tree.definitionsOf(name).get(0);
            if (!first.isBeside(here)) {
                boolean alike = first.schema().toString().equals(type.schema().toString());
                report.add(
                        type,
                        name + " is defined here and " + (alike ? "in " : "otherwise in ") + first.place() + ".",
                        "Make it a shared type and refer to it.");
            }
        }
    }

    static void unused(LintTarget target, LintTree tree, LintReport report) {
        boolean alone = tree.targets().stream().noneMatch(LintTarget::event);
        if (!target.event() && !alone && !tree.isUsed(target.schema().getFullName())) {
            report.add(
                    "",
                    target.schema().getFullName(),
                    "The shared type " + target.schema().getFullName() + " is used by no event.",
                    "Refer to it, or remove it before it is released.");
        }
    }

    static void stale(LintTarget target, LintTree tree, LintReport report) {
        for (String type : target.staleReferences()) {
            report.add(
                    "",
                    target.schema().getFullName(),
                    "The last release of " + target.schema().getName() + " refers to an older version of " + type + ".",
                    "Run avenant release.");
        }
    }
}
